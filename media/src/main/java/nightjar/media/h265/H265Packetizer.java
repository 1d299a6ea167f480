package nightjar.media.h265;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.nal.NalCursor;
import nightjar.media.nal.SpropSets;
import nightjar.media.rtp.Packetizer;

/// H.265 into RTP (RFC 7798, without DONL): single NAL units, aggregation packets for small neighbours, fragments for large.
/// Owned by who sends the track.
public final class H265Packetizer implements Packetizer {
  private static final int AP = 48;
  private static final int FU = 49;
  private static final int START = 0x80;
  private static final int END = 0x40;
  private static final int HEADER = 2;

  private final int maxPayload;
  private final NalCursor nals;
  private int sent;
  private boolean marker;

  /// Sends the parameter sets of `config` before every sync sample.
  ///
  /// @param maxPayload most bytes of a payload, 64 or more
  public H265Packetizer(CodecConfig.Hevc config, int maxPayload) {
    this(maxPayload, all(config));
  }

  /// Leaves the parameter sets to SDP.
  public static H265Packetizer withoutParameterSets(int maxPayload) {
    return new H265Packetizer(maxPayload, List.of());
  }

  private H265Packetizer(int maxPayload, List<Bytes> sets) {
    if (maxPayload < 64) {
      throw new IllegalArgumentException("payloads of " + maxPayload + " bytes");
    }
    this.maxPayload = maxPayload;
    this.nals = new NalCursor(sets);
  }

  /// The value of `a=fmtp` behind the payload type.
  public static String formatParameters(CodecConfig.Hevc config) {
    return "sprop-vps="
        + SpropSets.format(config.vps())
        + ";sprop-sps="
        + SpropSets.format(config.sps())
        + ";sprop-pps="
        + SpropSets.format(config.pps());
  }

  @Override
  public void begin(ByteBuffer sample, int offset, int length, boolean sync) {
    nals.begin(sample, offset, length, sync);
    sent = 0;
  }

  @Override
  public boolean next(ByteBuffer out) {
    if (!nals.present()) {
      return false;
    }
    if (nals.length() > maxPayload) {
      fragment(out);
    } else if (fits(HEADER, nals.length()) && fits(4 + nals.length(), nals.followingLength())) {
      aggregate(out);
    } else {
      copy(out, 0, nals.length());
      nals.advance();
    }
    marker = !nals.present();
    return true;
  }

  @Override
  public boolean marker() {
    return marker;
  }

  private static List<Bytes> all(CodecConfig.Hevc config) {
    List<Bytes> sets = new ArrayList<>(config.vps());
    sets.addAll(config.sps());
    sets.addAll(config.pps());
    return sets;
  }

  /// Whether a NAL unit fits behind `used` bytes of an aggregation packet.
  private boolean fits(int used, int length) {
    return length > 0 && used + 2 + length <= maxPayload;
  }

  private int header() {
    return nals.source().getShort(nals.offset()) & 0xffff;
  }

  /// The header's layer and temporal ids are the lowest of what is inside (RFC 7798, 4.4.2).
  private void aggregate(ByteBuffer out) {
    int at = out.position();
    out.putShort((short) 0);
    int layer = 63;
    int temporal = 7;
    while (fits(out.position() - at, nals.length())) {
      layer = Math.min(layer, (header() >> 3) & 63);
      temporal = Math.min(temporal, header() & 7);
      out.putShort((short) nals.length());
      copy(out, 0, nals.length());
      nals.advance();
    }
    out.putShort(at, (short) ((AP << 9) | (layer << 3) | temporal));
  }

  private void fragment(ByteBuffer out) {
    int header = header();
    int start = sent == 0 ? START : 0;
    sent = Math.max(sent, HEADER);
    int size = Math.min(maxPayload - 3, nals.length() - sent);
    int end = sent + size == nals.length() ? END : 0;
    out.putShort((short) ((header & 0x81ff) | (FU << 9)));
    out.put((byte) (start | end | ((header >> 9) & 63)));
    copy(out, sent, size);
    sent += size;
    if (end != 0) {
      sent = 0;
      nals.advance();
    }
  }

  private void copy(ByteBuffer out, int from, int length) {
    out.put(out.position(), nals.source(), nals.offset() + from, length);
    out.position(out.position() + length);
  }
}
