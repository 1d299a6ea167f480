package nightjar.media.h265;

import java.nio.ByteBuffer;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.bits.AnnexB;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.nal.AccessUnits;
import nightjar.media.nal.SpropSets;
import nightjar.media.rtp.Depacketizer;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.RtpPacket;

/// H.265 from RTP (RFC 7798). NAL units are taken in the order of transmission, also when decoding order numbers are there.
/// Owned by the session's thread.
public final class H265Depacketizer implements Depacketizer {
  private static final int AP = 48;
  private static final int FU = 49;
  private static final int PACI = 50;
  private static final int HEADER = 2;

  private final AccessUnits units;

  /// Bytes of a decoding order number: 2 when `sprop-max-don-diff` says they are sent, else 0.
  private final int donBytes;

  /// A fragmented NAL unit was begun and not ended.
  private boolean fragmented;

  /// Its beginning came without a payload, so nothing of it was handed on.
  private boolean headerPending;

  public H265Depacketizer(int track, Encoding encoding, FrameBuilder out, FrameSink sink) {
    H265Syntax syntax = new H265Syntax();
    outOfBand(encoding, syntax);
    this.units = new AccessUnits(track, syntax, out, sink);
    String maxDonDiff = encoding.parameters().getOrDefault("sprop-max-don-diff", "0").strip();
    this.donBytes = maxDonDiff.matches("0*") ? 0 : 2;
  }

  @Override
  public void accept(RtpPacket packet) {
    if (packet.lostBefore() > 0) {
      fragmented = false;
    }
    units.beginPacket(packet);
    int offset = packet.payloadOffset();
    if (packet.payloadLength() > HEADER) {
      int header = packet.buffer().getShort(offset) & 0xffff;
      payload(header, packet.buffer(), offset + HEADER, offset + packet.payloadLength());
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

  /// tolerate: only some of the three kinds in SDP (go2rtc#1588); the rest cannot be trusted then, and the stream has them all.
  private static void outOfBand(Encoding encoding, H265Syntax syntax) {
    List<Bytes> vps = SpropSets.parse(encoding.parameters().get("sprop-vps"));
    List<Bytes> sps = SpropSets.parse(encoding.parameters().get("sprop-sps"));
    List<Bytes> pps = SpropSets.parse(encoding.parameters().get("sprop-pps"));
    if (vps.isEmpty() || sps.isEmpty() || pps.isEmpty()) {
      return;
    }
    for (List<Bytes> sets : List.of(vps, sps, pps)) {
      for (Bytes set : sets) {
        int type = (set.at(0) >> 1) & 63;
        if (type >= H265Syntax.VPS && type <= H265Syntax.PPS) {
          syntax.parameterSet(set.buffer(), 0, set.size());
        }
      }
    }
    syntax.endAccessUnit();
  }

  /// What follows a payload header, from `from` to `end`.
  private void payload(int header, ByteBuffer source, int from, int end) {
    switch (H265Syntax.type(header)) {
      case AP -> aggregated(source, from, end);
      case FU -> fragment(header, source, from, end);
      case PACI -> extended(header, source, from, end);
      default -> single(header, source, from, end);
    }
  }

  private void single(int header, ByteBuffer source, int from, int end) {
    fragmented = false;
    if (AnnexB.skipStartCode(source, from - HEADER, end) > from - HEADER) {
      units.nal(source, from - HEADER, end - from + HEADER);
    } else if (from + donBytes < end) {
      units.beginNal(header, source, from + donBytes, end - from - donBytes);
      units.endNal();
    }
  }

  private void aggregated(ByteBuffer source, int from, int end) {
    fragmented = false;
    int next = from + donBytes;
    while (next + 2 <= end) {
      int size = source.getShort(next) & 0xffff;
      next += 2;
      if (size == 0) {
        continue; // tolerate: zeros behind the last NAL unit
      }
      if (next + size > end) {
        units.lost();
        return;
      }
      units.nal(source, next, size);
      next += size + donBytes / 2;
    }
  }

  private void fragment(int header, ByteBuffer source, int offset, int end) {
    if (offset == end) {
      return;
    }
    int fuHeader = source.get(offset);
    boolean first = (fuHeader & 0x80) != 0;
    int from = offset + 1 + (first ? donBytes : 0);
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
        begin((header & 0x81ff) | ((fuHeader & 63) << 9), source, from, end);
      } else {
        units.append(source, from, end - from);
      }
    }
    // tolerate: an end bit beside the start bit (OpenIPC), and on a fragment without payload
    if ((fuHeader & 0x40) != 0) {
      fragmented = false;
      units.endNal();
    }
  }

  /// tolerate: a start code and the real header inside the first fragment.
  private void begin(int header, ByteBuffer source, int from, int end) {
    int unit = AnnexB.skipStartCode(source, from, end);
    if (unit == from || unit + HEADER >= end) {
      units.beginNal(header, source, from, end - from);
    } else {
      int real = source.getShort(unit) & 0xffff;
      units.beginNal(real, source, unit + HEADER, end - unit - HEADER);
    }
  }

  /// Payload content information (RFC 7798, 4.4.4): extensions nobody needs in front of another payload.
  private void extended(int header, ByteBuffer source, int from, int end) {
    if (from + 2 > end) {
      return;
    }
    int fields = source.getShort(from) & 0xffff;
    int inner = (header & 0x01ff) | (fields & 0x8000) | (((fields >> 9) & 63) << 9);
    int content = from + 2 + ((fields >> 4) & 31);
    if (content < end && H265Syntax.type(inner) != PACI) {
      payload(inner, source, content, end);
    }
  }
}
