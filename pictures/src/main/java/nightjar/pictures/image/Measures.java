package nightjar.pictures.image;

import java.util.Arrays;
import nightjar.pictures.reading.Quality;

/// Sharpness and glare at one fixed size, whatever the camera's.
public final class Measures {
  private static final int SIDE = 1280;
  private static final int BLOCK = 32;
  private static final int PATCH = 8;

  private Measures() {}

  /// Without the spectrum, which costs more than all else together: for frames of live capture.
  public static Quality quick(Gray picture) {
    return of(picture, 0);
  }

  public static Quality thorough(Gray picture) {
    return of(picture, Moire.decibels(picture));
  }

  private static Quality of(Gray picture, int moire) {
    Gray small = picture.atMost(SIDE);
    return new Quality(sharpness(small), glare(small), moire, picture.width(), picture.height());
  }

  /// The variance of the Laplacian by what an ideally sharp edge of the same contrast would have, in those blocks that hold the
  /// most contrast: flat walls and light say nothing about focus.
  private static int sharpness(Gray g) {
    int across = g.width() / BLOCK;
    int down = g.height() / BLOCK;
    if (across * down == 0) {
      return 0;
    }
    double[] contrast = new double[across * down];
    double[] ratio = new double[across * down];
    for (int by = 0; by < down; by++) {
      for (int bx = 0; bx < across; bx++) {
        block(g, bx * BLOCK, by * BLOCK, by * across + bx, contrast, ratio);
      }
    }
    double[] sorted = contrast.clone();
    Arrays.sort(sorted);
    double enough = sorted[sorted.length * 9 / 10];
    double[] best = new double[ratio.length];
    int n = 0;
    for (int i = 0; i < ratio.length; i++) {
      if (contrast[i] >= enough) {
        best[n++] = ratio[i];
      }
    }
    Arrays.sort(best, 0, n);
    return Math.clamp(Math.round(100 * best[n / 2]), 0, 100);
  }

  private static void block(
      Gray g, int left, int top, int index, double[] contrast, double[] ratio) {
    double sum = 0;
    double squares = 0;
    double laplace = 0;
    int n = 0;
    for (int y = Math.max(1, top); y < Math.min(g.height() - 1, top + BLOCK); y++) {
      for (int x = Math.max(1, left); x < Math.min(g.width() - 1, left + BLOCK); x++) {
        int here = g.at(x, y);
        int around = g.at(x - 1, y) + g.at(x + 1, y) + g.at(x, y - 1) + g.at(x, y + 1);
        double l = here - around / 4.0;
        laplace += l * l;
        sum += here;
        squares += (double) here * here;
        n++;
      }
    }
    double variance = n == 0 ? 0 : squares / n - (sum / n) * (sum / n);
    contrast[index] = variance;
    ratio[index] = variance < 25 ? 0 : Math.sqrt(laplace / n / variance);
  }

  /// Percent of patches in which every pixel is burnt out: white paper keeps a texture, a lamp's reflection does not.
  private static int glare(Gray g) {
    int burnt = 0;
    int all = 0;
    for (int y = 0; y + PATCH <= g.height(); y += PATCH) {
      for (int x = 0; x + PATCH <= g.width(); x += PATCH) {
        all++;
        burnt += isBurnt(g, x, y) ? 1 : 0;
      }
    }
    return all == 0 ? 0 : Math.round(100f * burnt / all);
  }

  private static boolean isBurnt(Gray g, int left, int top) {
    for (int y = top; y < top + PATCH; y++) {
      for (int x = left; x < left + PATCH; x++) {
        if (g.at(x, y) < 252) {
          return false;
        }
      }
    }
    return true;
  }
}
