package nightjar.pictures.simulated;

/// Three-by-three matrices that carry one plane onto another as a camera does.
final class Projection {
  private Projection() {}

  /// Carries the corners of a rectangle at the origin to `quad` (x and y, clockwise from the top left). Heckbert's square-to-quad.
  static double[] fromRectangle(double w, double h, double[] quad) {
    double dx1 = quad[2] - quad[4];
    double dx2 = quad[6] - quad[4];
    double dx3 = quad[0] - quad[2] + quad[4] - quad[6];
    double dy1 = quad[3] - quad[5];
    double dy2 = quad[7] - quad[5];
    double dy3 = quad[1] - quad[3] + quad[5] - quad[7];
    double det = dx1 * dy2 - dx2 * dy1;
    double g = (dx3 * dy2 - dx2 * dy3) / det;
    double v = (dx1 * dy3 - dx3 * dy1) / det;
    double a = quad[2] - quad[0] + g * quad[2];
    double b = quad[6] - quad[0] + v * quad[6];
    double d = quad[3] - quad[1] + g * quad[3];
    double e = quad[7] - quad[1] + v * quad[7];
    return new double[] {a / w, b / h, quad[0], d / w, e / h, quad[1], g / w, v / h, 1};
  }

  static double[] map(double[] m, double x, double y) {
    double z = m[6] * x + m[7] * y + m[8];
    return new double[] {(m[0] * x + m[1] * y + m[2]) / z, (m[3] * x + m[4] * y + m[5]) / z};
  }

  /// Up to a factor, which [#map] divides out.
  static double[] inverse(double[] m) {
    return new double[] {
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
    };
  }
}
