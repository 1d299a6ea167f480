package nightjar.media.h264;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.nal.NalCursor;
import nightjar.media.nal.SpropSets;
import nightjar.media.rtp.Packetizer;

/// H.264 into RTP (RFC 6184, packetization mode 1): single NAL units, STAP-A for small neighbours, FU-A for large ones.
/// Owned by who sends the track.
public final class H264Packetizer implements Packetizer {
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int START = 0x80;
  private static final int END = 0x40;

  private final int maxPayload;
  private final NalCursor nals;
  private int sent;
  private boolean marker;

  /// Sends the parameter sets of `config` before every sync sample.
  ///
  /// @param maxPayload most bytes of a payload, 64 or more
  public H264Packetizer(CodecConfig.Avc config, int maxPayload) {
    this(maxPayload, both(config));
  }

  /// Leaves the parameter sets to SDP.
  public static H264Packetizer withoutParameterSets(int maxPayload) {
    return new H264Packetizer(maxPayload, List.of());
  }

  private H264Packetizer(int maxPayload, List<Bytes> sets) {
    if (maxPayload < 64) {
      throw new IllegalArgumentException("payloads of " + maxPayload + " bytes");
    }
    this.maxPayload = maxPayload;
    this.nals = new NalCursor(sets);
  }

  /// The value of `a=fmtp` behind the payload type.
  public static String formatParameters(CodecConfig.Avc config) {
    String profile =
        HexFormat.of().withUpperCase().formatHex(config.sps().getFirst().toArray(), 1, 4);
    return "packetization-mode=1;profile-level-id="
        + profile
        + ";sprop-parameter-sets="
        + SpropSets.format(both(config));
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
    } else if (fits(1, nals.length()) && fits(3 + nals.length(), nals.followingLength())) {
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

  private static List<Bytes> both(CodecConfig.Avc config) {
    List<Bytes> sets = new ArrayList<>(config.sps());
    sets.addAll(config.pps());
    return sets;
  }

  /// Whether a NAL unit fits behind `used` bytes of a STAP-A.
  private boolean fits(int used, int length) {
    return length > 0 && used + 2 + length <= maxPayload;
  }

  private void aggregate(ByteBuffer out) {
    int at = out.position();
    out.put((byte) STAP_A);
    int header = STAP_A;
    while (fits(out.position() - at, nals.length())) {
      int unit = nals.source().get(nals.offset());
      header = Math.max(header & 0x60, unit & 0x60) | ((header | unit) & 0x80) | STAP_A;
      out.putShort((short) nals.length());
      copy(out, 0, nals.length());
      nals.advance();
    }
    out.put(at, (byte) header);
  }

  private void fragment(ByteBuffer out) {
    int header = nals.source().get(nals.offset());
    int start = sent == 0 ? START : 0;
    sent = Math.max(sent, 1);
    int size = Math.min(maxPayload - 2, nals.length() - sent);
    int end = sent + size == nals.length() ? END : 0;
    out.put((byte) ((header & 0xe0) | FU_A));
    out.put((byte) (start | end | (header & 0x1f)));
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
