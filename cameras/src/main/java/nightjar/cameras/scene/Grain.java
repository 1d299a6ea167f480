package nightjar.cameras.scene;

/// Repeatable noise: a value for every place and variant, with no state.
final class Grain {
  private Grain() {}

  /// Well mixed bits of three numbers.
  static int hash(int a, int b, int c) {
    int h = a * 0x9e3779b1 + b * 0x85ebca6b + c * 0xc2b2ae35;
    h ^= h >>> 15;
    h *= 0x2c1b3c6d;
    h ^= h >>> 12;
    h *= 0x297a2d39;
    return h ^ h >>> 15;
  }

  /// -128 to 127, triangular: small values are the most likely.
  static int at(int x, int y, int variant) {
    int h = hash(x, y, variant);
    return (h & 0x7f) + (h >> 8 & 0x7f) - 128 + (h >> 16 & 1);
  }
}
