package nightjar.media.h264;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;
import nightjar.media.bits.AnnexB;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.nal.AccessUnits;
import nightjar.media.nal.SpropSets;
import nightjar.media.rtp.Depacketizer;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.RtpPacket;

/// H.264 from RTP (RFC 6184), every packetization mode. Interleaved NAL units (mode 2, which no camera sends) are taken in
/// the order of transmission. Owned by the session's thread.
public final class H264Depacketizer implements Depacketizer {
  private static final int STAP_A = 24;
  private static final int STAP_B = 25;
  private static final int MTAP16 = 26;
  private static final int MTAP24 = 27;
  private static final int FU_A = 28;
  private static final int FU_B = 29;
  private static final int DON_BYTES = 2;

  private final AccessUnits units;

  /// A fragmented NAL unit was begun and not ended.
  private boolean fragmented;

  /// Its beginning came without a payload, so nothing of it was handed on.
  private boolean headerPending;

  public H264Depacketizer(int track, Encoding encoding, FrameBuilder out, FrameSink sink) {
    H264Syntax syntax = new H264Syntax();
    for (Bytes set : SpropSets.parse(encoding.parameters().get("sprop-parameter-sets"))) {
      int type = set.at(0) & 31;
      if (type == H264Syntax.SPS || type == H264Syntax.PPS) {
        syntax.parameterSet(set.buffer(), 0, set.size());
      }
    }
    syntax.endAccessUnit();
    this.units = new AccessUnits(track, syntax, out, sink);
  }

  @Override
  public void accept(RtpPacket packet) {
    if (packet.lostBefore() > 0) {
      fragmented = false;
    }
    units.beginPacket(packet);
    if (packet.payloadLength() > 0) {
      payload(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
    }
    if (units.endPacket(packet.marker())) {
      fragmented = false;
    }
  }

  @Override
  public void flush() {
    units.flush();
  }

  @Override
  public long dropped() {
    return units.dropped();
  }

  @Override
  public void close() {
    units.close();
  }

  private void payload(ByteBuffer source, int offset, int length) {
    int end = offset + length;
    switch (source.get(offset) & 31) {
      case STAP_A -> aggregated(source, offset + 1, end, 0);
      case STAP_B -> aggregated(source, offset + 1 + DON_BYTES, end, 0);
      case MTAP16 -> aggregated(source, offset + 1 + DON_BYTES, end, 3);
      case MTAP24 -> aggregated(source, offset + 1 + DON_BYTES, end, 4);
      case FU_A -> fragment(source, offset, end, 0);
      case FU_B -> fragment(source, offset, end, DON_BYTES);
      default -> {
        fragmented = false;
        units.nal(source, offset, length);
      }
    }
  }

  /// Each NAL unit behind its size in two bytes and `extra` bytes that order and time it.
  private void aggregated(ByteBuffer source, int from, int end, int extra) {
    fragmented = false;
    int next = from;
    while (next + 2 <= end) {
      int size = source.getShort(next) & 0xffff;
      next += 2;
      if (size == 0) {
        continue; // tolerate: zeros behind the last NAL unit (gortsplib)
      }
      next += extra;
      if (next + size > end) {
        units.lost();
        return;
      }
      units.nal(source, next, size);
      next += size;
    }
  }

  private void fragment(ByteBuffer source, int offset, int end, int donBytes) {
    if (end - offset < 2) {
      return;
    }
    int fuHeader = source.get(offset + 1);
    boolean first = (fuHeader & 0x80) != 0;
    int from = offset + 2 + (first ? donBytes : 0);
    if (first) {
      fragmented = true;
      headerPending = true;
    }
    if (!fragmented) {
      units.orphanFragment();
      return;
    }
    if (from < end) {
      if (headerPending) {
        headerPending = false;
        begin((source.get(offset) & 0xe0) | (fuHeader & 0x1f), source, from, end);
      } else {
        units.append(source, from, end - from);
      }
    }
    // tolerate: an end bit beside the start bit (OpenIPC), and on a fragment without payload
    // (retina#115)
    if ((fuHeader & 0x40) != 0) {
      fragmented = false;
      units.endNal();
    }
  }

  /// tolerate: a start code and the real header inside the first fragment (Revotech).
  private void begin(int header, ByteBuffer source, int from, int end) {
    int unit = AnnexB.skipStartCode(source, from, end);
    if (unit == from || unit == end) {
      units.beginNal(header, source, from, end - from);
    } else {
      units.beginNal(source.get(unit) & 0xff, source, unit + 1, end - unit - 1);
    }
  }
}
