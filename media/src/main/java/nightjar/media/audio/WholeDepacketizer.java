package nightjar.media.audio;

import java.nio.ByteBuffer;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtp.Depacketizer;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.RtpPacket;

/// G.711 (RFC 3551, 4.5.14) and Opus (RFC 7587, 4.2) from RTP: the payload is the sample, and a lost packet costs itself.
/// Owned by the session's thread.
public final class WholeDepacketizer implements Depacketizer {
  private static final int OPUS_RATE = 48_000;

  private final AudioFrames frames;
  private final boolean opus;

  private WholeDepacketizer(AudioFrames frames, boolean opus) {
    this.frames = frames;
    this.opus = opus;
  }

  /// `PCMA` or `PCMU`, at any clock rate.
  public static WholeDepacketizer g711(
      int track, Encoding encoding, FrameBuilder out, FrameSink sink) {
    CodecConfig.G711.Law law =
        encoding.name().equals("PCMA") ? CodecConfig.G711.Law.A : CodecConfig.G711.Law.MU;
    CodecConfig.G711 config =
        new CodecConfig.G711(law, encoding.clockRate(), Math.max(1, encoding.channels()));
    return new WholeDepacketizer(
        new AudioFrames(track, config, encoding.clockRate(), out, sink), false);
  }

  /// tolerate: a clock rate other than 48000 and channels other than 2, which RFC 7587, 4.1 forbids, and many write as the
  /// microphone has them; the timestamps count 48000 all the same.
  public static WholeDepacketizer opus(
      int track, Encoding encoding, FrameBuilder out, FrameSink sink) {
    boolean stereo = "1".equals(encoding.parameters().get("sprop-stereo"));
    int channels = stereo || encoding.channels() == 2 ? 2 : 1;
    return new WholeDepacketizer(
        new AudioFrames(track, new CodecConfig.Opus(channels), OPUS_RATE, out, sink), true);
  }

  @Override
  public void accept(RtpPacket packet) {
    ByteBuffer source = packet.buffer();
    int length = packet.payloadLength();
    if (length == 0) {
      return;
    }
    if (opus && OpusToc.samples(source, packet.payloadOffset(), length) < 0) {
      frames.drop();
    } else if (frames.append(source, packet.payloadOffset(), length)) {
      frames.finish(packet.timestamp(), packet.wallMicros(), 0);
    }
  }

  @Override
  public void flush() {}

  @Override
  public long dropped() {
    return frames.dropped();
  }

  @Override
  public void close() {
    frames.close();
  }
}
