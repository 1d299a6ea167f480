package nightjar.pictures.reading;

/// Measured on the upright picture at a fixed scale, so that pictures can be compared. `sharpness`: strength of the finest edges, 0 to
/// 100. `glare`: percent of the picture that is burnt out. `moire`: how far the strongest regular pattern stands out of the spectrum, in decibels.
public record Quality(int sharpness, int glare, int moire, int width, int height) {
  /// Below this, small text is lost: chosen by looking at simulated photographs, not measured.
  private static final int SHARP = 12;

  private static final int GLARE = 6;

  public boolean sharp() {
    return sharpness >= SHARP;
  }

  public boolean glaring() {
    return glare >= GLARE;
  }

  /// Whether small text has enough pixels.
  public boolean largeEnough() {
    return Math.max(width, height) >= 1000;
  }
}
