package nightjar.media.audio;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import nightjar.media.codec.CodecConfig;
import nightjar.media.rtp.Packetizer;

/// AAC into RTP, mode AAC-hbr (RFC 3640, 3.3.6): one access unit a packet, or a fragment of one.
/// Owned by who sends the track.
public final class AacPacketizer implements Packetizer {
  /// AU-headers-length, then one header of 13 bits size and 3 bits index.
  private static final int HEADER_BYTES = 4;

  private static final int MAX_UNIT = (1 << 13) - 1;

  private final int maxPayload;
  private ByteBuffer sample = ByteBuffer.allocate(0);
  private int next;
  private int end;
  private int unitLength;

  /// @param maxPayload most bytes of a payload, 64 or more
  public AacPacketizer(int maxPayload) {
    if (maxPayload < 64) {
      throw new IllegalArgumentException("payloads of " + maxPayload + " bytes");
    }
    this.maxPayload = maxPayload;
  }

  /// The value of `a=fmtp` behind the payload type.
  public static String formatParameters(CodecConfig.Aac config) {
    return "streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config="
        + HexFormat.of().formatHex(config.audioSpecificConfig().toArray());
  }

  @Override
  public void begin(ByteBuffer sample, int offset, int length, boolean sync) {
    if (length > MAX_UNIT) {
      throw new IllegalArgumentException("an access unit of " + length + " bytes");
    }
    this.sample = sample;
    this.next = offset;
    this.end = offset + length;
    this.unitLength = length;
  }

  @Override
  public boolean next(ByteBuffer out) {
    if (next == end) {
      return false;
    }
    int size = Math.min(maxPayload - HEADER_BYTES, end - next);
    out.putShort((short) 16);
    out.putShort((short) (unitLength << 3));
    out.put(out.position(), sample, next, size);
    out.position(out.position() + size);
    next += size;
    return true;
  }

  @Override
  public boolean marker() {
    return next == end;
  }
}
