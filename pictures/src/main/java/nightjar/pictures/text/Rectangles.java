package nightjar.pictures.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Tilted rectangles as eight numbers: x and y of four corners in turn.
final class Rectangles {
  private Rectangles() {}

  /// The one of least area that holds all points: one of its sides lies on a side of their convex hull.
  static double[] smallestAround(List<int[]> points) {
    List<int[]> hull = hull(points);
    double best = Double.MAX_VALUE;
    double[] box = new double[8];
    for (int i = 0; i < hull.size(); i++) {
      int[] a = hull.get(i);
      int[] b = hull.get((i + 1) % hull.size());
      double length = Math.max(1e-9, Math.hypot(b[0] - a[0], b[1] - a[1]));
      double ux = hull.size() == 1 ? 1 : (b[0] - a[0]) / length;
      double uy = hull.size() == 1 ? 0 : (b[1] - a[1]) / length;
      double[] extent = extent(hull, ux, uy);
      double area = (extent[1] - extent[0] + 1) * (extent[3] - extent[2] + 1);
      if (area < best) {
        best = area;
        box = corners(extent, ux, uy);
      }
    }
    return box;
  }

  /// Least and most along (ux, uy) and across it. A point is the middle of a pixel, half of which lies outside it.
  private static double[] extent(List<int[]> points, double ux, double uy) {
    double[] e = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
    for (int[] p : points) {
      double along = (p[0] + 0.5) * ux + (p[1] + 0.5) * uy;
      double across = (p[1] + 0.5) * ux - (p[0] + 0.5) * uy;
      e[0] = Math.min(e[0], along);
      e[1] = Math.max(e[1], along);
      e[2] = Math.min(e[2], across);
      e[3] = Math.max(e[3], across);
    }
    return e;
  }

  private static double[] corners(double[] e, double ux, double uy) {
    double[] along = {e[0] - 0.5, e[1] + 0.5, e[1] + 0.5, e[0] - 0.5};
    double[] across = {e[2] - 0.5, e[2] - 0.5, e[3] + 0.5, e[3] + 0.5};
    double[] box = new double[8];
    for (int i = 0; i < 4; i++) {
      box[2 * i] = along[i] * ux - across[i] * uy;
      box[2 * i + 1] = along[i] * uy + across[i] * ux;
    }
    return box;
  }

  static double side(double[] box, int from) {
    int a = 2 * (from % 4);
    int b = 2 * ((from + 1) % 4);
    return Math.hypot(box[b] - box[a], box[b + 1] - box[a + 1]);
  }

  /// Every side moved outwards by `by`.
  static double[] grown(double[] box, double by) {
    double w = Math.max(1e-9, side(box, 0));
    double h = Math.max(1e-9, side(box, 1));
    double ax = (box[2] - box[0]) / w * by;
    double ay = (box[3] - box[1]) / w * by;
    double bx = (box[4] - box[2]) / h * by;
    double by2 = (box[5] - box[3]) / h * by;
    return new double[] {
      box[0] - ax - bx,
      box[1] - ay - by2,
      box[2] + ax - bx,
      box[3] + ay - by2,
      box[4] + ax + bx,
      box[5] + ay + by2,
      box[6] - ax + bx,
      box[7] - ay + by2
    };
  }

  /// Turned so that the first side is the long one that runs most to the right: where reading begins, unless upside down.
  static double[] readable(double[] box) {
    int first = 0;
    double best = -Double.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      double right = box[2 * ((i + 1) % 4)] - box[2 * i];
      double value = right + (side(box, i) >= side(box, i + 1) ? 1e6 : 0);
      if (value > best) {
        best = value;
        first = i;
      }
    }
    double[] out = new double[8];
    for (int i = 0; i < 8; i++) {
      out[i] = box[(2 * first + i) % 8];
    }
    return out;
  }

  /// Andrew's monotone chain.
  private static List<int[]> hull(List<int[]> points) {
    List<int[]> sorted =
        points.stream()
            .sorted(Comparator.<int[]>comparingInt(p -> p[0]).thenComparingInt(p -> p[1]))
            .toList();
    List<int[]> hull = new ArrayList<>();
    for (int[] p : sorted) {
      add(hull, p, 0);
    }
    int lower = hull.size();
    for (int[] p : sorted.reversed()) {
      add(hull, p, lower - 1);
    }
    if (hull.size() > 1) {
      hull.removeLast();
    }
    return hull;
  }

  private static void add(List<int[]> hull, int[] p, int keep) {
    while (hull.size() >= keep + 2 && turn(hull, p) <= 0) {
      hull.removeLast();
    }
    hull.add(p);
  }

  private static long turn(List<int[]> hull, int[] p) {
    int[] a = hull.get(hull.size() - 2);
    int[] b = hull.getLast();
    return (long) (b[0] - a[0]) * (p[1] - a[1]) - (long) (b[1] - a[1]) * (p[0] - a[0]);
  }
}
