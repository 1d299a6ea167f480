package nightjar.media.codec;

/// The largest picture we believe: a parameter set that says more is damaged or hostile, and a decoder would allocate it.
public final class PictureBounds {
  /// Twice what level 6.2 of H.264 and H.265 allows on a side.
  public static final int MAX_SIDE = 16_384;

  /// 16384 x 8192: level 7 of H.265.
  public static final long MAX_PIXELS = 1L << 27;

  private PictureBounds() {}

  public static boolean allow(long width, long height) {
    return width > 0
        && height > 0
        && width <= MAX_SIDE
        && height <= MAX_SIDE
        && width * height <= MAX_PIXELS;
  }
}
