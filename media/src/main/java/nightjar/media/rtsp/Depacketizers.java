package nightjar.media.rtsp;

import nightjar.media.audio.AacDepacketizer;
import nightjar.media.audio.LatmDepacketizer;
import nightjar.media.audio.WholeDepacketizer;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.h264.H264Depacketizer;
import nightjar.media.h265.H265Depacketizer;
import nightjar.media.rtp.Depacketizer;
import nightjar.media.rtp.Encoding;

/// The depacketizer of each encoding Nightjar plays.
public final class Depacketizers {
  private Depacketizers() {}

  /// `out` belongs to the depacketizer from now on.
  public static Depacketizer create(
      int track, Encoding encoding, FrameBuilder out, FrameSink sink) {
    return switch (encoding.name()) {
      case "H264" -> new H264Depacketizer(track, encoding, out, sink);
      case "H265" -> new H265Depacketizer(track, encoding, out, sink);
      case "MPEG4-GENERIC" -> new AacDepacketizer(track, encoding, out, sink);
      case "MP4A-LATM" -> new LatmDepacketizer(track, encoding, out, sink);
      case "PCMA", "PCMU" -> WholeDepacketizer.g711(track, encoding, out, sink);
      case "OPUS" -> WholeDepacketizer.opus(track, encoding, out, sink);
      default -> throw new IllegalArgumentException("no depacketizer for " + encoding.name());
    };
  }
}
