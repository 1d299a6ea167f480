package nightjar.cameras.scene;

import java.util.Arrays;

/// What a macroblock needs of the one to its left and the one above: edge samples to predict from, counts for CAVLC's contexts.
///
/// Skipped macroblocks are there for the contexts (with no coefficients) but not for prediction, because of
/// `constrained_intra_pred_flag`. Owned by one [AvcSliceCoder].
final class AvcNeighbours {
  private static final int NONE = -1;

  private static final byte OUTSIDE = 0;
  private static final byte SKIPPED = 1;
  private static final byte INTRA = 2;

  /// Bottom samples of the row above: luma, and 8 of each chroma a column.
  private final int[] topLuma;

  private final int[][] topChroma;

  /// What is above, per column, and to the left: [#OUTSIDE] the slice, [#SKIPPED] or [#INTRA].
  private final byte[] top;

  private byte left;
  private final int[] leftLuma = new int[16];
  private final int[][] leftChroma = new int[2][8];

  /// Non-zero coefficients of the lowest blocks above, where that is [#INTRA]: 4 luma, 2 Cb, 2 Cr a column.
  private final int[] topCounts;

  /// As `topCounts`, of the rightmost blocks to the left.
  private final int[] leftCounts = new int[8];

  /// Of the macroblock in hand: 16 luma in raster order, 4 Cb, 4 Cr.
  private final int[] counts = new int[24];

  AvcNeighbours(int columns) {
    topLuma = new int[columns * 16];
    topChroma = new int[2][columns * 8];
    top = new byte[columns];
    topCounts = new int[columns * 8];
  }

  void reset() {
    Arrays.fill(top, OUTSIDE);
    left = OUTSIDE;
  }

  void nextRow() {
    left = OUTSIDE;
  }

  void skipped(int column) {
    top[column] = SKIPPED;
    left = SKIPPED;
  }

  /// Intra_16x16_DC (8.3.3.3).
  int lumaMean(int column) {
    boolean hasLeft = left == INTRA;
    boolean hasTop = top[column] == INTRA;
    int sum = 0;
    for (int i = 0; i < 16; i++) {
      sum += (hasLeft ? leftLuma[i] : 0) + (hasTop ? topLuma[column * 16 + i] : 0);
    }
    return mean(sum, 4, hasLeft, hasTop);
  }

  /// Intra_Chroma_DC of 4x4 block `b` (8.3.4): corner blocks off the diagonal look one way first.
  int chromaMean(boolean cb, int column, int b) {
    int plane = cb ? 0 : 1;
    boolean hasLeft = left == INTRA && (b != 1 || top[column] != INTRA);
    boolean hasTop = top[column] == INTRA && (b != 2 || left != INTRA);
    int sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += hasLeft ? leftChroma[plane][(b & 2) * 2 + i] : 0;
      sum += hasTop ? topChroma[plane][column * 8 + (b & 1) * 4 + i] : 0;
    }
    return mean(sum, 2, hasLeft, hasTop);
  }

  private static int mean(int sum, int shift, boolean left, boolean top) {
    if (left && top) {
      return (sum + (1 << shift)) >> (shift + 1);
    }
    return left || top ? (sum + (1 << (shift - 1))) >> shift : 128;
  }

  /// All chroma would be predicted as grey.
  boolean neutralChroma(int column) {
    for (int b = 0; b < 4; b++) {
      if (chromaMean(true, column, b) != 128 || chromaMean(false, column, b) != 128) {
        return false;
      }
    }
    return true;
  }

  void clearCounts() {
    Arrays.fill(counts, 0);
  }

  void lumaCount(int b, int count) {
    counts[b] = count;
  }

  void chromaCount(int b, int count) {
    counts[16 + b] = count;
  }

  /// nC of luma block `b`, in raster order (9.2.1).
  int lumaContext(int column, int b) {
    int before = (b & 3) == 0 ? leftCount(b >> 2) : counts[b - 1];
    int above = b < 4 ? topCount(column, b) : counts[b - 4];
    return context(before, above);
  }

  /// nC of chroma AC block `b`: 0 to 3 Cb, 4 to 7 Cr.
  int chromaContext(int column, int b) {
    int first = 4 + (b >> 2) * 2;
    int before = (b & 1) == 0 ? leftCount(first + (b >> 1 & 1)) : counts[16 + b - 1];
    int above = (b & 2) == 0 ? topCount(column, first + (b & 1)) : counts[16 + b - 2];
    return context(before, above);
  }

  private int leftCount(int i) {
    return left == INTRA ? leftCounts[i] : left == SKIPPED ? 0 : NONE;
  }

  private int topCount(int column, int i) {
    byte above = top[column];
    return above == INTRA ? topCounts[column * 8 + i] : above == SKIPPED ? 0 : NONE;
  }

  private static int context(int left, int top) {
    if (left == NONE) {
      return Math.max(top, 0);
    }
    return top == NONE ? left : (left + top + 1) >> 1;
  }

  /// The macroblock in hand is done and shows `tile`.
  void coded(int column, Tile tile) {
    top[column] = INTRA;
    left = INTRA;
    for (int i = 0; i < 16; i++) {
      leftLuma[i] = tile.y[i * 16 + 15];
    }
    System.arraycopy(tile.y, 240, topLuma, column * 16, 16);
    chromaEdges(tile.cb, 0, column);
    chromaEdges(tile.cr, 1, column);
    for (int i = 0; i < 4; i++) {
      leftCounts[i] = counts[i * 4 + 3];
      topCounts[column * 8 + i] = counts[12 + i];
    }
    for (int i = 0; i < 4; i++) {
      int block = 16 + (i & 2) * 2;
      leftCounts[4 + i] = counts[block + (i & 1) * 2 + 1];
      topCounts[column * 8 + 4 + i] = counts[block + 2 + (i & 1)];
    }
  }

  private void chromaEdges(int[] samples, int plane, int column) {
    for (int i = 0; i < 8; i++) {
      leftChroma[plane][i] = samples[i * 8 + 7];
    }
    System.arraycopy(samples, 56, topChroma[plane], column * 8, 8);
  }
}
