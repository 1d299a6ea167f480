package nightjar.media.nal;

/// The frame rate that a VUI tells (ITU-T H.264, E.2.1; H.265, E.3.1). Cameras that change their rate often leave it as it
/// was, so it is only good for what the first frames' timestamps cannot tell yet.
public final class VuiTiming {
  /// Nothing said, or nothing that can be.
  public static final int UNKNOWN = 0;

  private static final int TICKS_PER_SECOND = 90_000;
  private static final int MAX_FRAMES_PER_SECOND = 240;

  private VuiTiming() {}

  /// Ticks of 1/90,000 s from one frame to the next, or [#UNKNOWN].
  ///
  /// @param units of one frame
  /// @param scale units in a second
  public static int frameTicks(long units, long scale) {
    if (scale <= 0 || units <= 0 || units > scale || units * MAX_FRAMES_PER_SECOND < scale) {
      return UNKNOWN;
    }
    return (int) ((units * TICKS_PER_SECOND + scale / 2) / scale);
  }
}
