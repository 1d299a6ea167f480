package nightjar.media.mp4;

import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;

/// How one track of a file being written counts time, and what of it is in the fragment at hand. Owned by [FragmentWriter].
final class TrackClock {
  final CodecConfig config;
  final int timescale;
  boolean started;

  /// The `dts` of media time zero.
  long origin;

  int count;
  int first;
  boolean reordered;
  int dataOffsetAt;
  long startTicks;
  long endTicks;
  private int lastDuration;

  TrackClock(CodecConfig config) {
    this.config = config;
    timescale = config.timescale();
  }

  void start(Frame frame, long zeroWallMicros) {
    started = true;
    origin = frame.dts() - Ticks.ofMicros(decodeWall(frame) - zeroWallMicros, timescale);
  }

  /// The wall time that belongs to the frame's `dts`.
  static long decodeWall(Frame frame) {
    return frame.wallMicros()
        - Ticks.toMicros(frame.pts() - frame.dts(), frame.config().timescale());
  }

  /// How long `frame` lasts: up to the next frame, or like the one before it, or as is usual for its codec.
  int duration(Frame frame, long dtsAfter) {
    if (dtsAfter != FragmentWriter.UNKNOWN) {
      lastDuration = Math.clamp(dtsAfter - frame.dts(), 1, Integer.MAX_VALUE);
    } else if (lastDuration == 0) {
      lastDuration = usual(frame);
    }
    return lastDuration;
  }

  private int usual(Frame frame) {
    return switch (config) {
      case CodecConfig.Video _ -> timescale / 25;
      case CodecConfig.Aac _ -> 1024;
      case CodecConfig.G711 g711 -> Math.max(1, frame.length() / Math.max(1, g711.channels()));
      case CodecConfig.Opus _ -> timescale / 50;
    };
  }
}
