package nightjar.pictures.image;

import java.util.Arrays;

/// Regular patterns, as the pixels of a photographed screen leave them: peaks that stand alone in the spectrum.
final class Moire {
  private static final int N = 512;

  /// Frequencies below this many cycles over the window belong to the picture itself: lines of text, modules of a QR code.
  private static final int LOWEST = N / 10;

  private Moire() {}

  /// How far the strongest peak stands above the median of its ring of equal frequency; 0 for pictures smaller than the window.
  static int decibels(Gray picture) {
    if (picture.width() < N || picture.height() < N) {
      return 0;
    }
    double[] power = power(picture, (picture.width() - N) / 2, (picture.height() - N) / 2);
    double best = 0;
    double[][] rings = rings(power);
    for (int r = LOWEST; r < N / 2 - 2; r++) {
      double[] ring = rings[r];
      Arrays.sort(ring);
      // The second strongest: a peak of a real signal comes with its mirror image.
      best = Math.max(best, ring[ring.length - 2] / Math.max(1e-9, ring[ring.length / 2]));
    }
    return best <= 0 ? 0 : (int) Math.round(10 * Math.log10(best));
  }

  private static double[][] rings(double[] power) {
    int[] sizes = new int[N];
    for (int i = 0; i < power.length; i++) {
      sizes[radius(i)]++;
    }
    double[][] rings = new double[N][];
    Arrays.setAll(rings, r -> new double[sizes[r]]);
    for (int i = 0; i < power.length; i++) {
      // The axes are left out: straight edges of labels and screens fill them.
      int x = signed(i % N);
      int y = signed(i / N);
      rings[radius(i)][--sizes[radius(i)]] = Math.abs(x) < 3 || Math.abs(y) < 3 ? 0 : power[i];
    }
    return rings;
  }

  private static int radius(int i) {
    return (int) Math.round(Math.hypot(signed(i % N), signed(i / N)));
  }

  private static int signed(int k) {
    return k < N / 2 ? k : k - N;
  }

  private static double[] power(Gray picture, int left, int top) {
    double[] re = new double[N * N];
    double[] im = new double[N * N];
    for (int y = 0; y < N; y++) {
      for (int x = 0; x < N; x++) {
        re[y * N + x] = picture.at(left + x, top + y) * hann(x) * hann(y);
      }
    }
    for (int y = 0; y < N; y++) {
      fft(re, im, y * N, 1);
    }
    for (int x = 0; x < N; x++) {
      fft(re, im, x, N);
    }
    for (int i = 0; i < re.length; i++) {
      re[i] = re[i] * re[i] + im[i] * im[i];
    }
    return re;
  }

  private static double hann(int i) {
    return 0.5 - 0.5 * Math.cos(2 * Math.PI * i / N);
  }

  /// In place, radix 2, `N` values from `from` every `step`.
  private static void fft(double[] re, double[] im, int from, int step) {
    for (int i = 1, j = 0; i < N; i++) {
      int bit = N >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        swap(re, from + i * step, from + j * step);
        swap(im, from + i * step, from + j * step);
      }
    }
    for (int length = 2; length <= N; length <<= 1) {
      double angle = -2 * Math.PI / length;
      for (int k = 0; k < length / 2; k++) {
        double c = Math.cos(angle * k);
        double s = Math.sin(angle * k);
        for (int i = k; i < N; i += length) {
          int a = from + i * step;
          int b = from + (i + length / 2) * step;
          double r = re[b] * c - im[b] * s;
          double m = re[b] * s + im[b] * c;
          re[b] = re[a] - r;
          im[b] = im[a] - m;
          re[a] += r;
          im[a] += m;
        }
      }
    }
  }

  private static void swap(double[] values, int i, int j) {
    double kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
