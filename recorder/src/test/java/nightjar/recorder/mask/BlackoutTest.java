package nightjar.recorder.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class BlackoutTest {
  private static final int TRIANGLES = 200;

  /// Whatever triangle: each of a thousand points inside it is in a box.
  @Test
  void everyPointOfATriangleIsCovered() {
    long seed = new java.security.SecureRandom().nextLong();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < TRIANGLES; i++) {
      Mask.Point a = new Mask.Point(random.nextDouble(), random.nextDouble());
      Mask.Point b = new Mask.Point(random.nextDouble(), random.nextDouble());
      Mask.Point c = new Mask.Point(random.nextDouble(), random.nextDouble());
      List<Blackout.Box> boxes = Blackout.boxes(new Mask(List.of(new Mask.Area(List.of(a, b, c)))));
      for (int j = 0; j < 1_000; j++) {
        double u = random.nextDouble();
        double v = random.nextDouble() * (1 - u);
        double x = a.x() + u * (b.x() - a.x()) + v * (c.x() - a.x());
        double y = a.y() + u * (b.y() - a.y()) + v * (c.y() - a.y());
        assertThat(covers(boxes, x, y))
            .as("seed %d, %s %s %s at %f %f", seed, a, b, c, x, y)
            .isTrue();
      }
    }
  }

  @Test
  void rectangleIsOneBoxAndNothingBesideItIsCovered() {
    List<Blackout.Box> boxes = Blackout.boxes(new Mask(List.of(area(0.25, 0.2, 0.75, 0.8))));
    assertThat(boxes).hasSize(1);
    assertThat(covers(boxes, 0.24, 0.5)).isFalse();
    assertThat(covers(boxes, 0.5, 0.18)).isFalse();
  }

  @Test
  void combOfManyTeethStaysBounded() {
    List<Mask.Area> areas = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      List<Mask.Point> points = new ArrayList<>();
      for (int j = 0; j < 16; j++) {
        points.add(new Mask.Point(j / 15.0, j % 2 == 0 ? 0.02 * i : 1 - 0.02 * i));
      }
      areas.add(new Mask.Area(points));
    }
    assertThat(Blackout.filter(new Mask(areas)).length()).isLessThan(100_000);
  }

  @Test
  void wholePictureIsCovered() {
    assertThat(Mask.WHOLE.wrong()).isEmpty();
    assertThat(Blackout.boxes(Mask.WHOLE)).hasSize(1);
  }

  private static Mask.Area area(double left, double top, double right, double bottom) {
    return new Mask.Area(
        List.of(
            new Mask.Point(left, top),
            new Mask.Point(right, top),
            new Mask.Point(right, bottom),
            new Mask.Point(left, bottom)));
  }

  private static boolean covers(List<Blackout.Box> boxes, double x, double y) {
    for (Blackout.Box box : boxes) {
      double column = x * box.columns();
      double row = y * box.rows();
      if (column >= box.x()
          && column <= box.x() + box.width()
          && row >= box.y()
          && row <= box.y() + box.height()) {
        return true;
      }
    }
    return false;
  }
}
