package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.rtsp.message.RtspMessage;
import nightjar.media.rtsp.message.RtspMessageReader;

/// What a camera sends: messages and `$` frames (RFC 2326, 10.12), parsed in place from one large direct buffer.
///
/// Garbage between them is stepped over to the next frame or message that looks right, at most [#MAX_GARBAGE] bytes until the
/// stream is in step again. Owned by the session's thread.
final class Inbound {
  /// Cameras slip a few bytes, or a packet; a peer that sends more speaks something else.
  static final int MAX_GARBAGE = 65_536;

  /// This many good frames in a row and earlier garbage is forgotten.
  private static final int IN_STEP = 16;

  /// What becomes of the parts; called while the bytes are valid.
  interface Handler {
    void data(int channel, ByteBuffer buffer, int offset, int length);

    void message(RtspMessage message);

    /// Whether frames of this channel are expected, so that one found in garbage may be real.
    boolean expects(int channel);
  }

  private static final ByteBuffer RTSP = StandardCharsets.US_ASCII.encode("RTSP/");

  private final Where where;
  private final ByteBuffer buffer;
  private int from;
  private int to;
  private int garbage;
  private long garbageEver;
  private int goodRun;
  private boolean lost;
  private boolean spoke;

  /// `bytes`: more than the largest frame, 65,539.
  Inbound(Where where, int bytes) {
    this.where = where;
    buffer = ByteBuffer.allocateDirect(Math.max(bytes, 2 * 65_539));
  }

  /// Reads what the socket has, in one call; as [Wire#read] says.
  int fill(Wire wire, int withinMillis) throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to > buffer.capacity() / 2) {
      buffer.put(0, buffer, from, to - from);
      to -= from;
      from = 0;
    }
    buffer.limit(buffer.capacity()).position(to);
    int read = wire.read(buffer, withinMillis);
    if (read > 0) {
      to += read;
      where.received(read);
    }
    return read;
  }

  /// Hands on everything that is whole.
  void parse(Handler handler) {
    while (from < to) {
      boolean moved = buffer.get(from) == '$' ? frame(handler) : message(handler);
      if (!moved) {
        return;
      }
    }
  }

  /// Whether a message was ever understood; what looks like a frame may be chance.
  boolean spoke() {
    return spoke;
  }

  /// Bytes stepped over since the start.
  long garbageEver() {
    return garbageEver;
  }

  /// The first bytes not yet understood, for an error.
  Bytes unread() {
    return Bytes.copyOf(buffer, from, Math.min(64, to - from));
  }

  private boolean frame(Handler handler) {
    if (to - from < (lost ? 5 : 4)) {
      return false;
    }
    int channel = buffer.get(from + 1) & 0xff;
    int length = buffer.getShort(from + 2) & 0xffff;
    if (lost && !plausible(handler, channel, length)) {
      skip(1);
      return true;
    }
    if (to - from < 4 + length) {
      return false;
    }
    handler.data(channel, buffer, from + 4, length);
    from += 4 + length;
    inStep();
    return true;
  }

  private boolean plausible(Handler handler, int channel, int length) {
    boolean version2 = (buffer.get(from + 4) & 0xc0) == 0x80;
    return handler.expects(channel) && length >= 8 && version2;
  }

  private boolean message(Handler handler) {
    RtspMessageReader.Result result =
        lost ? RtspMessageReader.find(buffer, from, to) : RtspMessageReader.read(buffer, from, to);
    switch (result) {
      case RtspMessageReader.Result.Message(RtspMessage message, int length) -> {
        from += length;
        spoke = true;
        inStep();
        handler.message(message);
        return true;
      }
      case RtspMessageReader.Result.NeedMore(int length) -> {
        if (length > buffer.capacity()) {
          throw where.fault(
              Fault.Kind.PROTOCOL,
              "a message of " + length + " bytes",
              "The camera sends more than Nightjar takes; report its model and firmware.",
              unread());
        }
        return false;
      }
      case RtspMessageReader.Result.NotAMessage(int length, String why) -> {
        int start = firstNotBlank();
        if (!spoke && garbageEver == 0) {
          if (to - start < 2) {
            return false; // One byte may be the first of TLS.
          }
          refuseOtherProtocols(start, why);
        }
        if (!spoke) {
          refuseUnreadable(start, why);
        }
        skip(length);
        return true;
      }
    }
  }

  /// The first bytes tell what else may be listening there.
  private void refuseOtherProtocols(int start, String why) {
    int first = buffer.get(start);
    if ((first == 0x15 || first == 0x16) && buffer.get(start + 1) == 3) {
      throw where.fault(
          Fault.Kind.PROTOCOL,
          "the port speaks TLS",
          "Write rtsps:// instead of rtsp://.",
          unread());
    }
    if (why.contains("HTTP")) {
      throw where.fault(
          Fault.Kind.PROTOCOL,
          "not RTSP: the port answers HTTP",
          "Check the port: RTSP usually listens on 554, not on that of the web page.",
          unread());
    }
  }

  /// Nothing else will come: the camera has answered.
  private void refuseUnreadable(int start, String why) {
    int beginning =
        to - start < RTSP.limit() ? 0 : buffer.slice(start, RTSP.limit()).mismatch(RTSP);
    if (beginning < 0) {
      throw where.fault(
          Fault.Kind.PROTOCOL,
          "the camera's answer cannot be read: " + why,
          "Update the camera's firmware, or report its model.",
          unread());
    }
  }

  private void skip(int length) {
    // tolerate: bytes between frames (retina 0.3.8, gortsplib 2024-12-10, go2rtc conn.go); RFC
    // 2326, 10.12 knows none
    if (!isBlank(length)) {
      garbage += length;
      lost = true;
      goodRun = 0;
    }
    garbageEver += length;
    if (garbage > MAX_GARBAGE) {
      throw where.fault(
          Fault.Kind.PROTOCOL,
          (spoke ? "lost step: " : "not RTSP: ")
              + garbage
              + " bytes that are neither message nor frame",
          spoke
              ? "The camera's firmware breaks the stream; try UDP, or update it."
              : "Check address and port; RTSP usually listens on 554.",
          unread());
    }
    from += length;
  }

  private boolean isBlank(int length) {
    return firstNotBlank() >= from + length;
  }

  private int firstNotBlank() {
    int at = from;
    while (at < to && RtspMessageReader.isBlank(buffer.get(at))) {
      at++;
    }
    return at;
  }

  private void inStep() {
    lost = false;
    if (garbage > 0 && ++goodRun >= IN_STEP) {
      garbage = 0;
    }
  }
}
