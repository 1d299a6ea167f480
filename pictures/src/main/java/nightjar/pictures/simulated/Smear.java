package nightjar.pictures.simulated;

/// What a lens out of focus and an unsteady hand do.
final class Smear {
  private Smear() {}

  static float[] gauss(float[] plane, int width, int height, double sigma) {
    int reach = (int) Math.ceil(3 * sigma);
    float[] kernel = new float[2 * reach + 1];
    float sum = 0;
    for (int i = -reach; i <= reach; i++) {
      kernel[i + reach] = (float) Math.exp(-i * i / (2 * sigma * sigma));
      sum += kernel[i + reach];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    return along(along(plane, width, height, kernel, true), width, height, kernel, false);
  }

  /// `length` pixels to the side.
  static float[] shake(float[] plane, int width, int height, double length) {
    int reach = (int) Math.ceil(length / 2);
    if (reach == 0) {
      return plane;
    }
    float[] kernel = new float[2 * reach + 1];
    float rest = 1;
    for (int i = 1; i <= reach; i++) {
      float each = (float) (Math.clamp(length / 2 - i + 1, 0.0, 1.0) / (length + 1));
      kernel[reach - i] = each;
      kernel[reach + i] = each;
      rest -= 2 * each;
    }
    kernel[reach] = rest;
    return along(plane, width, height, kernel, true);
  }

  private static float[] along(
      float[] plane, int width, int height, float[] kernel, boolean across) {
    int reach = kernel.length / 2;
    int limit = across ? width - 1 : height - 1;
    float[] out = new float[plane.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float sum = 0;
        for (int k = -reach; k <= reach; k++) {
          int at = Math.clamp((across ? x : y) + k, 0, limit);
          sum += kernel[k + reach] * (across ? plane[y * width + at] : plane[at * width + x]);
        }
        out[y * width + x] = sum;
      }
    }
    return out;
  }
}
