package nightjar.media.audio;

import java.nio.ByteBuffer;
import nightjar.media.rtp.Packetizer;

/// G.711 (RFC 3551, 4.5.14) and Opus (RFC 7587, 4.2) into RTP: the sample is the payload. Neither has parameters a receiver
/// needs in `a=fmtp`.
/// Owned by who sends the track.
public final class WholePacketizer implements Packetizer {
  private final int maxPayload;
  private ByteBuffer sample = ByteBuffer.allocate(0);
  private int offset;
  private int length;

  public WholePacketizer(int maxPayload) {
    this.maxPayload = maxPayload;
  }

  @Override
  public void begin(ByteBuffer sample, int offset, int length, boolean sync) {
    if (length > maxPayload) {
      throw new IllegalArgumentException(
          "a sample of " + length + " bytes for payloads of " + maxPayload);
    }
    this.sample = sample;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public boolean next(ByteBuffer out) {
    if (length == 0) {
      return false;
    }
    out.put(out.position(), sample, offset, length);
    out.position(out.position() + length);
    length = 0;
    return true;
  }

  /// Set after silence only (RFC 3551, 4.1), which recordings do not tell.
  @Override
  public boolean marker() {
    return false;
  }
}
