package nightjar.cameras.scene;

/// The 8x8 and 16x16 transforms of ITU-T H.265, 8.6.4, and one fixed quantiser.
///
/// At QP 28 a luma DC level is exactly one step of luma in all 256 samples, a chroma DC level two. Owned by one slice coder.
final class HevcTransform {
  static final int QP = 28;

  /// First quarter of the 16-point basis: 64 * sqrt(2) * cos(j * pi / 32), as the standard rounds it.
  private static final int[] COSINE = {
    64, 90, 89, 87, 83, 80, 75, 70, 64, 57, 50, 43, 36, 25, 18, 9, 0
  };

  private final int log2;
  private final int size;

  /// `basis[k * size / 2 + n]`: first half of basis k; the other half mirrors it, odd ones negated.
  private final int[] basis;

  private final int[] between;

  HevcTransform(int log2) {
    this.log2 = log2;
    size = 1 << log2;
    between = new int[size * size];
    int half = size / 2;
    basis = new int[size * half];
    for (int k = 0; k < size; k++) {
      for (int n = 0; n < half; n++) {
        int angle = ((2 * n + 1) * k * (16 / size)) & 63;
        int folded = angle > 32 ? 64 - angle : angle;
        basis[k * half + n] = k == 0 ? 64 : folded > 16 ? -COSINE[32 - folded] : COSINE[folded];
      }
    }
  }

  /// Residual to levels, in place; true when any is not zero.
  boolean forward(int[] block) {
    forwardPass(block, between, log2 - 1);
    forwardPass(between, block, log2 + 6);
    // 8.6.3 backwards: one level is 128 in a luma block, 256 in a chroma block
    int shift = 11 - log2;
    int round = (1 << shift) / 3;
    int any = 0;
    for (int i = 0; i < block.length; i++) {
      int level = (Math.abs(block[i]) + (i == 0 ? 1 << (shift - 1) : round)) >> shift;
      block[i] = block[i] < 0 ? -level : level;
      any |= level;
    }
    return any != 0;
  }

  /// Transforms each row of `from` into a column of `to`.
  private void forwardPass(int[] from, int[] to, int shift) {
    int half = size / 2;
    int round = 1 << (shift - 1);
    for (int row = 0; row < size; row++) {
      int at = row * size;
      for (int n = 0; n < half; n++) {
        int a = from[at + n];
        int b = from[at + size - 1 - n];
        from[at + n] = a + b;
        from[at + size - 1 - n] = a - b;
      }
      for (int k = 0; k < size; k += 2) {
        int even = round;
        int odd = round;
        for (int n = 0; n < half; n++) {
          even += basis[k * half + n] * from[at + n];
          odd += basis[(k + 1) * half + n] * from[at + size - 1 - n];
        }
        to[k * size + row] = even >> shift;
        to[(k + 1) * size + row] = odd >> shift;
      }
    }
  }

  /// Levels to residual, in place (8.6.2 to 8.6.4.2).
  void inverse(int[] block) {
    int shift = 11 - log2;
    for (int i = 0; i < block.length; i++) {
      block[i] <<= shift;
    }
    inversePass(block, between, 7);
    inversePass(between, block, 12);
  }

  /// Transforms each column of `from` into a row of `to`.
  private void inversePass(int[] from, int[] to, int shift) {
    int half = size / 2;
    int round = 1 << (shift - 1);
    for (int column = 0; column < size; column++) {
      int last = size - 1;
      while (last >= 0 && from[last * size + column] == 0) {
        last--;
      }
      for (int n = 0; n < half; n++) {
        int even = round;
        int odd = 0;
        for (int k = 0; k <= last; k += 2) {
          even += basis[k * half + n] * from[k * size + column];
        }
        for (int k = 1; k <= last; k += 2) {
          odd += basis[k * half + n] * from[k * size + column];
        }
        to[column * size + n] = (even + odd) >> shift;
        to[column * size + size - 1 - n] = (even - odd) >> shift;
      }
    }
  }
}
