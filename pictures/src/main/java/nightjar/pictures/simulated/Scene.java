package nightjar.pictures.simulated;

import java.util.random.RandomGenerator;

/// How a screen or a label is photographed. `side` is the longer side of the photograph in pixels; `fill` how much of its width
/// the subject takes; `turn` in degrees; `tilt` and `lean` how much smaller the far edge is; `blur` the standard deviation of a Gauss in
/// pixels; `shake` a straight smear in pixels; `glare` the brightness (0 to 255) a lamp's reflection adds at its middle; `noise` the standard
/// deviation of shades; `jpeg` the quality in percent; `grid`: the subject is a screen, whose pixels are three stripes with dark between.
public record Scene(
    int side,
    double fill,
    double turn,
    double tilt,
    double lean,
    double blur,
    double shake,
    double glare,
    double glareX,
    double glareY,
    double glareRadius,
    double exposure,
    double noise,
    int jpeg,
    boolean grid,
    long seed) {
  /// What a person with a phone in one hand brings about.
  public static Scene handHeld(RandomGenerator random, boolean screen) {
    return new Scene(
        2000 + random.nextInt(1200),
        0.7 + 0.25 * random.nextDouble(),
        12 * (2 * random.nextDouble() - 1),
        0.10 * (2 * random.nextDouble() - 1),
        0.06 * (2 * random.nextDouble() - 1),
        0.5 + 0.9 * random.nextDouble(),
        2.0 * random.nextDouble(),
        random.nextInt(3) == 0 ? 60 + 160 * random.nextDouble() : 0,
        random.nextDouble(),
        random.nextDouble(),
        0.04 + 0.08 * random.nextDouble(),
        0.65 + 0.45 * random.nextDouble(),
        2 + 7 * random.nextDouble(),
        50 + random.nextInt(45),
        screen,
        random.nextLong());
  }
}
