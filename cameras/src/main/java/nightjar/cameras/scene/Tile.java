package nightjar.cameras.scene;

import java.util.Arrays;

/// The samples of one 16x16 block, 4:2:0. Owned by whoever encodes; reused for every block.
final class Tile {
  final int[] y = new int[256];
  final int[] cb = new int[64];
  final int[] cr = new int[64];

  /// All samples of each plane are the same.
  private boolean flat;

  /// A grey square.
  void fill(int luma) {
    Arrays.fill(y, luma);
    Arrays.fill(cb, 128);
    Arrays.fill(cr, 128);
    flat = true;
  }

  boolean flat() {
    return flat;
  }

  /// The samples are about to be set one by one.
  void textured() {
    flat = false;
  }
}
