package nightjar.recorder.live.webrtc;

import java.nio.ByteBuffer;

/// What a viewer says in RTCP: it lost packets, it needs a key frame, it leaves (RFC 4585, RFC 5104, RFC 3550).
/// Safe for any thread because it has no state.
final class Feedback {
  private static final int BYE = 203;
  private static final int TRANSPORT = 205;
  private static final int PAYLOAD = 206;
  private static final int NACK = 1;
  private static final int PLI = 1;
  private static final int FIR = 4;

  /// NACK entries of one packet that are looked at; each names up to 17 packets.
  private static final int MAX_ENTRIES = 64;

  /// Hears it.
  interface Listener {
    /// The packet with this sequence number did not arrive.
    void lost(int ssrc, int sequence);

    /// A picture cannot be decoded: begin anew at a key frame.
    void keyFrame();

    void bye();
  }

  private Feedback() {}

  /// Reads a compound packet; false when some of it was malformed. What came before still counts.
  static boolean read(ByteBuffer in, int length, Listener listener) {
    int at = 0;
    while (at < length) {
      if (length - at < 4 || (in.get(at) & 0xc0) != 0x80) {
        return false;
      }
      int size = 4 * ((in.getShort(at + 2) & 0xffff) + 1);
      if (size > length - at) {
        return false;
      }
      one(in, at, size, listener);
      at += size;
    }
    return length > 0;
  }

  private static void one(ByteBuffer in, int at, int size, Listener listener) {
    int kind = in.get(at) & 0x1f;
    switch (in.get(at + 1) & 0xff) {
      case BYE -> listener.bye();
      case PAYLOAD -> {
        if (size >= 12 && (kind == PLI || kind == FIR)) {
          listener.keyFrame();
        }
      }
      case TRANSPORT -> {
        if (size >= 12 && kind == NACK) {
          nack(in, at, size, listener);
        }
      }
      default -> {}
    }
  }

  /// A number, and a bit for each of the sixteen that follow it (RFC 4585, 6.2.1).
  private static void nack(ByteBuffer in, int at, int size, Listener listener) {
    int ssrc = in.getInt(at + 8);
    int end = Math.min(at + size, at + 12 + 4 * MAX_ENTRIES);
    for (int entry = at + 12; entry + 4 <= end; entry += 4) {
      int first = in.getShort(entry) & 0xffff;
      int bits = in.getShort(entry + 2) & 0xffff;
      listener.lost(ssrc, first);
      for (int i = 0; i < 16; i++) {
        if ((bits >>> i & 1) != 0) {
          listener.lost(ssrc, first + i + 1 & 0xffff);
        }
      }
    }
  }
}
