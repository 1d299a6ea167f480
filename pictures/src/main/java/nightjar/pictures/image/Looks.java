package nightjar.pictures.image;

import java.util.Arrays;

/// Two 64-bit hashes of what a picture looks like. Both forget size, compression and small changes of light.
public final class Looks {
  private static final int SIDE = 32;
  private static final int KEPT = 8;

  private Looks() {}

  /// Whether each pixel of 9 by 8 is brighter than its right neighbour.
  public static long dHash(Gray picture) {
    Gray small = picture.shrunkTo(9, 8);
    long hash = 0;
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        hash = (hash << 1) | (small.at(x, y) > small.at(x + 1, y) ? 1 : 0);
      }
    }
    return hash;
  }

  /// Whether each of the 64 lowest frequencies (DCT-II of 32 by 32), the mean left out, is above their median.
  public static long pHash(Gray picture) {
    double[] low = lowFrequencies(picture.shrunkTo(SIDE, SIDE));
    double[] sorted = low.clone();
    Arrays.sort(sorted);
    double median = (sorted[31] + sorted[32]) / 2;
    long hash = 0;
    for (double each : low) {
      hash = (hash << 1) | (each > median ? 1 : 0);
    }
    return hash;
  }

  /// Columns and rows 1 to 8, so neither the mean nor a light that falls off to one side counts alone.
  private static double[] lowFrequencies(Gray small) {
    double[][] cosine = new double[KEPT][SIDE];
    for (int k = 0; k < KEPT; k++) {
      for (int i = 0; i < SIDE; i++) {
        cosine[k][i] = Math.cos(Math.PI * (k + 1) * (2 * i + 1) / (2.0 * SIDE));
      }
    }
    double[] out = new double[KEPT * KEPT];
    for (int v = 0; v < KEPT; v++) {
      for (int u = 0; u < KEPT; u++) {
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
          for (int x = 0; x < SIDE; x++) {
            sum += small.at(x, y) * cosine[u][x] * cosine[v][y];
          }
        }
        out[v * KEPT + u] = sum;
      }
    }
    return out;
  }
}
