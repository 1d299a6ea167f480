package nightjar.media.mp4;

import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;

/// How one track of a file being written counts time, and what of it is in the fragment at hand. Owned by [FragmentWriter].
final class TrackClock {
  /// As far as a camera's timestamps may run ahead of arrival before they are mended.
  static final long MOST_KEPT_MICROS = 10_000_000;

  private static final long UNHEARD = Long.MAX_VALUE;

  final CodecConfig config;
  final int timescale;
  boolean started;

  /// Wall time of the first frame, once it is known; before that later than any.
  long beginsMicros = UNHEARD;

  private long firstDts;
  private long earliestMicros;

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

  /// Before the track starts: a frame of the fragment it begins in. A frame is never captured after it came, but may have been kept
  /// long before it was sent; so the one that came least late says when the track begins, at most [#MOST_KEPT_MICROS] before its
  /// first frame came, and not before `floorMicros` unless that frame came before it.
  void hear(Frame frame, long floorMicros) {
    if (started) {
      return;
    }
    long wall = decodeWall(frame);
    if (beginsMicros == UNHEARD) {
      firstDts = frame.dts();
      beginsMicros = wall;
      earliestMicros = Math.max(wall - MOST_KEPT_MICROS, Math.min(wall, floorMicros));
    }
    long begins = wall - Ticks.toMicros(frame.dts() - firstDts, timescale);
    beginsMicros = Math.max(earliestMicros, Math.min(beginsMicros, begins));
  }

  /// Starts a track that was heard of.
  void start(long zeroWallMicros) {
    if (!started && beginsMicros != UNHEARD) {
      started = true;
      origin = firstDts - Ticks.ofMicros(beginsMicros - zeroWallMicros, timescale);
    }
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
