package nightjar.cameras.scene;

import java.util.Arrays;

/// The edges of the blocks around the one in hand, for DC prediction with `constrained_intra_pred_flag` (ITU-T H.265, 8.4.4.2).
///
/// Owned by one [HevcSliceCoder].
final class HevcNeighbours {
  private final int columns;
  private final Plane luma;
  private final Plane cb;
  private final Plane cr;

  /// Coded as intra: the row above, and the row in hand up to the block in hand.
  private boolean[] above;

  private boolean[] row;

  /// Skipped, by column: entries from the block in hand on are of the row above. False outside the slice.
  private final boolean[] skipped;

  private boolean leftSkipped;

  HevcNeighbours(int columns) {
    this.columns = columns;
    luma = new Plane(columns, 16);
    cb = new Plane(columns, 8);
    cr = new Plane(columns, 8);
    above = new boolean[columns];
    row = new boolean[columns];
    skipped = new boolean[columns];
  }

  /// One plane's samples: the bottom line of the row above and of the row in hand, the right column of the block to the left.
  private static final class Plane {
    final int size;
    int[] above;
    int[] line;
    final int[] left;
    final int[] top;

    Plane(int columns, int size) {
      this.size = size;
      above = new int[columns * size];
      line = new int[columns * size];
      left = new int[size];
      top = new int[size];
    }

    void nextRow() {
      int[] done = line;
      line = above;
      above = done;
    }

    void coded(int column, int[] samples) {
      for (int i = 0; i < size; i++) {
        left[i] = samples[i * size + size - 1];
      }
      System.arraycopy(samples, size * (size - 1), line, column * size, size);
    }
  }

  void reset() {
    Arrays.fill(above, false);
    Arrays.fill(row, false);
    Arrays.fill(skipped, false);
    leftSkipped = false;
  }

  void nextRow() {
    boolean[] done = row;
    row = above;
    above = done;
    Arrays.fill(row, false);
    leftSkipped = false;
    luma.nextRow();
    cb.nextRow();
    cr.nextRow();
  }

  /// How many of left and upper block are skipped: the context of `cu_skip_flag`.
  int skippedAround(int column) {
    return (leftSkipped ? 1 : 0) + (skipped[column] ? 1 : 0);
  }

  void skipped(int column) {
    row[column] = false;
    skipped[column] = true;
    leftSkipped = true;
  }

  void coded(int column, Tile tile) {
    row[column] = true;
    skipped[column] = false;
    leftSkipped = false;
    luma.coded(column, tile.y);
    cb.coded(column, tile.cb);
    cr.coded(column, tile.cr);
  }

  /// The DC prediction of luma into `prediction`, its upper and left edge smoothed (8.4.4.2.5).
  void predictLuma(int column, int[] prediction) {
    int dc = substitute(luma, column);
    Arrays.fill(prediction, dc);
    for (int i = 1; i < 16; i++) {
      prediction[i] = (luma.top[i] + 3 * dc + 2) >> 2;
      prediction[16 * i] = (luma.left[i] + 3 * dc + 2) >> 2;
    }
    prediction[0] = (luma.left[0] + 2 * dc + luma.top[0] + 2) >> 2;
  }

  int predictCb(int column) {
    return substitute(cb, column);
  }

  int predictCr(int column) {
    return substitute(cr, column);
  }

  /// Fills `left` and `top` where there is nothing to predict from (8.4.4.2.2), and returns their mean.
  ///
  /// The block below to the left always comes later; so the search goes left, corner, above, above to the right.
  private int substitute(Plane plane, int column) {
    int size = plane.size;
    int x = column * size;
    boolean hasLeft = column > 0 && row[column - 1];
    boolean hasCorner = column > 0 && above[column - 1];
    boolean hasTop = above[column];
    boolean hasRight = column + 1 < columns && above[column + 1];
    if (!hasLeft) {
      int found = 128;
      if (hasCorner) {
        found = plane.above[x - 1];
      } else if (hasTop) {
        found = plane.above[x];
      } else if (hasRight) {
        found = plane.above[x + size];
      }
      Arrays.fill(plane.left, found);
    }
    if (hasTop) {
      System.arraycopy(plane.above, x, plane.top, 0, size);
    } else {
      Arrays.fill(plane.top, hasCorner ? plane.above[x - 1] : plane.left[0]);
    }
    int sum = size;
    for (int i = 0; i < size; i++) {
      sum += plane.left[i] + plane.top[i];
    }
    return sum / (2 * size);
  }
}
