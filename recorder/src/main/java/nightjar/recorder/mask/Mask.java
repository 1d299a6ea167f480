package nightjar.recorder.mask;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The areas of a camera's picture that nobody sees, in fractions of its width and height: they hold for every stream of it.
public record Mask(List<Area> areas) {
  public static final Mask NONE = new Mask(List.of());

  /// Covers everything.
  public static final Mask WHOLE =
      new Mask(
          List.of(
              new Area(
                  List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1)))));

  static final int MOST_AREAS = 8;
  static final int FEWEST_POINTS = 3;
  static final int MOST_POINTS = 16;

  public Mask {
    areas = List.copyOf(areas);
  }

  /// A polygon; where its sides cross, what any of them encloses is covered.
  public record Area(List<Point> points) {
    public Area {
      points = List.copyOf(points);
    }
  }

  public record Point(double x, double y) {}

  public boolean coversNothing() {
    return areas.isEmpty();
  }

  /// Tells masks apart, in 16 symbols.
  public String stamp() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /// What is wrong with it, if anything is; only a mask without fault is kept.
  public Optional<String> wrong() {
    if (areas.size() > MOST_AREAS) {
      return Optional.of("must be at most " + MOST_AREAS);
    }
    for (Area area : areas) {
      if (area.points().size() < FEWEST_POINTS || area.points().size() > MOST_POINTS) {
        return Optional.of("must have " + FEWEST_POINTS + " to " + MOST_POINTS + " points each");
      }
      for (Point point : area.points()) {
        if (!(point.x() >= 0 && point.x() <= 1 && point.y() >= 0 && point.y() <= 1)) {
          return Optional.of("must lie between 0 and 1");
        }
      }
      if (Blackout.boxes(new Mask(List.of(area))).isEmpty()) {
        return Optional.of("must cover something");
      }
    }
    return Optional.empty();
  }
}
