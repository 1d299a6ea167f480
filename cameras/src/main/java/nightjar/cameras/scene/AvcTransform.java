package nightjar.cameras.scene;

/// The 4x4 transforms of ITU-T H.264, 8.5, at one fixed quantiser.
///
/// At QP 28 a step of an Intra16x16 DC level is exactly one step of luma in all 256 samples (8.5.10: 16 * 16 * 16 / 4 / 64),
/// which is what lets flat areas be exact without I_PCM; a chroma DC level is two steps.
final class AvcTransform {
  static final int QP = 28;

  /// Raster index of each place of the zig-zag scan (Table 8-2, frame).
  static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

  private static final int SHIFT = 15 + QP / 6;
  private static final int ROUND = (1 << SHIFT) / 3;
  private static final int[] FORWARD = scales(8192, 5243, 3355);
  private static final int[] INVERSE = scales(256, 320, 400);

  private AvcTransform() {}

  /// Residual to coefficients, in place.
  static void forward(int[] b) {
    for (int i = 0; i < 16; i += 4) {
      forwardFour(b, i, 1);
    }
    for (int i = 0; i < 4; i++) {
      forwardFour(b, i, 4);
    }
  }

  private static void forwardFour(int[] b, int at, int step) {
    int p0 = b[at];
    int p1 = b[at + step];
    int p2 = b[at + 2 * step];
    int p3 = b[at + 3 * step];
    int s0 = p0 + p3;
    int s1 = p1 + p2;
    int d0 = p0 - p3;
    int d1 = p1 - p2;
    b[at] = s0 + s1;
    b[at + step] = 2 * d0 + d1;
    b[at + 2 * step] = s0 - s1;
    b[at + 3 * step] = d0 - 2 * d1;
  }

  /// Coefficients to residual, in place, rounded (8.5.12.2).
  static void inverse(int[] b) {
    for (int i = 0; i < 16; i += 4) {
      inverseFour(b, i, 1);
    }
    for (int i = 0; i < 4; i++) {
      inverseFour(b, i, 4);
    }
    for (int i = 0; i < 16; i++) {
      b[i] = (b[i] + 32) >> 6;
    }
  }

  private static void inverseFour(int[] b, int at, int step) {
    int w0 = b[at];
    int w1 = b[at + step];
    int w2 = b[at + 2 * step];
    int w3 = b[at + 3 * step];
    int e0 = w0 + w2;
    int e1 = w0 - w2;
    int e2 = (w1 >> 1) - w3;
    int e3 = w1 + (w3 >> 1);
    b[at] = e0 + e3;
    b[at + step] = e1 + e2;
    b[at + 2 * step] = e1 - e2;
    b[at + 3 * step] = e0 - e3;
  }

  /// Hadamard transform of the sixteen DC coefficients, in place; its own inverse up to scale.
  static void hadamard(int[] b) {
    for (int i = 0; i < 16; i += 4) {
      hadamardFour(b, i, 1);
    }
    for (int i = 0; i < 4; i++) {
      hadamardFour(b, i, 4);
    }
  }

  private static void hadamardFour(int[] b, int at, int step) {
    int s0 = b[at] + b[at + 3 * step];
    int s1 = b[at + step] + b[at + 2 * step];
    int d0 = b[at] - b[at + 3 * step];
    int d1 = b[at + step] - b[at + 2 * step];
    b[at] = s0 + s1;
    b[at + step] = d0 + d1;
    b[at + 2 * step] = s0 - s1;
    b[at + 3 * step] = d0 - d1;
  }

  /// The level of an AC coefficient at raster index `at`.
  static int quantise(int coefficient, int at) {
    int level = (Math.abs(coefficient) * FORWARD[at] + ROUND) >> SHIFT;
    return coefficient < 0 ? -level : level;
  }

  static int dequantise(int level, int at) {
    return level * INVERSE[at];
  }

  /// The level of a luma DC coefficient out of [#hadamard]: rounded to nearest, so that flat areas are exact.
  static int quantiseLumaDc(int coefficient) {
    return (coefficient + (coefficient < 0 ? -128 : 128)) / 256;
  }

  /// `f` is a level after [#hadamard].
  static int dequantiseLumaDc(int f) {
    return 64 * f;
  }

  /// The level of a chroma DC coefficient out of the 2x2 transform.
  static int quantiseChromaDc(int coefficient) {
    return (coefficient + (coefficient < 0 ? -64 : 64)) / 128;
  }

  static int dequantiseChromaDc(int f) {
    return 128 * f;
  }

  private static int[] scales(int even, int mixed, int odd) {
    int[] table = new int[16];
    for (int i = 0; i < 16; i++) {
      int odds = (i & 1) + (i >> 2 & 1);
      table[i] = odds == 0 ? even : odds == 1 ? mixed : odd;
    }
    return table;
  }
}
