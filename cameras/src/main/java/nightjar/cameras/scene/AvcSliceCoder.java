package nightjar.cameras.scene;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Slices of ITU-T H.264, Constrained Baseline: Intra16x16 with DC prediction in CAVLC, and P_Skip.
///
/// `constrained_intra_pred_flag` is set and the deblocking filter is off, so no block depends on what a skipped block shows.
/// Owned by one encoder; one thread at a time.
final class AvcSliceCoder implements SliceCoder {
  /// Bits of `frame_num`: more frames than any GOP has.
  static final int FRAME_NUM_BITS = 16;

  private final int columns;
  private final BitWriter bits = new BitWriter();
  private final Cavlc cavlc = new Cavlc(bits);
  private final AvcNeighbours near;
  private final int[][] luma = new int[16][16];
  private final int[][] chroma = new int[8][16];
  private final int[] dc = new int[16];
  private final int[] scan = new int[16];
  private final int[] rebuiltDc = new int[16];
  private final int[] rebuilt = new int[16];
  private boolean sync;
  private int row;
  private int column;
  private int skipped;
  private int headerBits;
  private @Nullable Raster mirror;

  AvcSliceCoder(int columns) {
    this.columns = columns;
    near = new AvcNeighbours(columns);
  }

  @Override
  public void begin(int firstRow, int rows, int sinceSync, long syncs) {
    sync = sinceSync == 0;
    row = firstRow;
    column = 0;
    skipped = 0;
    near.reset();
    bits.clear();
    bits.put(sync ? 0x65 : 0x61, 8);
    bits.ue(firstRow * columns);
    bits.ue(sync ? 7 : 5);
    bits.ue(0);
    bits.put(sinceSync, FRAME_NUM_BITS);
    if (sync) {
      // idr_pic_id 1 or 2: neighbouring key frames differ, and both codes have one length
      bits.ue(1 + (int) (syncs & 1));
      bits.put(0, 2);
    } else {
      bits.put(0, 3);
    }
    bits.se(0);
    bits.ue(1);
    headerBits = (int) bits.bitLength();
  }

  @Override
  public void skip() {
    skipped++;
    near.skipped(column);
    advance();
  }

  @Override
  public void intra(Tile tile) {
    if (!sync) {
      bits.ue(skipped);
      skipped = 0;
    }
    int mean = near.lumaMean(column);
    boolean lumaAc;
    int chromaPattern;
    if (tile.flat() && near.neutralChroma(column)) {
      Arrays.fill(dc, 0);
      dc[0] = tile.y[0] - mean;
      lumaAc = false;
      chromaPattern = 0;
      tile.fill(mean + dc[0]);
    } else {
      lumaAc = codeLuma(tile.y, mean);
      chromaPattern = codeChroma(tile);
      rebuildLuma(tile.y, mean);
    }
    writeMacroblock(lumaAc, chromaPattern);
    near.coded(column, tile);
    if (mirror != null) {
      mirror.store(tile, column, row);
    }
    advance();
  }

  @Override
  public int end() {
    if (skipped > 0) {
      bits.ue(skipped);
    }
    bits.trailing();
    return bits.flush();
  }

  @Override
  public BitWriter bits() {
    return bits;
  }

  @Override
  public int headerBits() {
    return headerBits;
  }

  @Override
  public void mirror(@Nullable Raster mirror) {
    this.mirror = mirror;
  }

  private void advance() {
    if (++column == columns) {
      column = 0;
      row++;
      near.nextRow();
    }
  }

  /// Leaves levels in raster order in `luma` and the DC levels in `dc`; true when any AC level is not zero.
  private boolean codeLuma(int[] samples, int mean) {
    boolean any = false;
    for (int b = 0; b < 16; b++) {
      int[] block = luma[b];
      int at = (b & 12) * 16 + (b & 3) * 4;
      for (int i = 0; i < 16; i++) {
        block[i] = samples[at + (i >> 2) * 16 + (i & 3)] - mean;
      }
      AvcTransform.forward(block);
      dc[b] = block[0];
      block[0] = 0;
      any |= quantise(block);
    }
    AvcTransform.hadamard(dc);
    for (int b = 0; b < 16; b++) {
      dc[b] = AvcTransform.quantiseLumaDc(dc[b]);
    }
    return any;
  }

  private static boolean quantise(int[] block) {
    int any = 0;
    for (int i = 1; i < 16; i++) {
      block[i] = AvcTransform.quantise(block[i], i);
      any |= block[i];
    }
    return any != 0;
  }

  private void rebuildLuma(int[] samples, int mean) {
    System.arraycopy(dc, 0, rebuiltDc, 0, 16);
    AvcTransform.hadamard(rebuiltDc);
    for (int b = 0; b < 16; b++) {
      int at = (b & 12) * 16 + (b & 3) * 4;
      rebuild(luma[b], AvcTransform.dequantiseLumaDc(rebuiltDc[b]), samples, at, 16, mean);
    }
  }

  private void rebuild(int[] levels, int dcValue, int[] samples, int at, int stride, int mean) {
    for (int i = 1; i < 16; i++) {
      rebuilt[i] = AvcTransform.dequantise(levels[i], i);
    }
    rebuilt[0] = dcValue;
    AvcTransform.inverse(rebuilt);
    for (int i = 0; i < 16; i++) {
      samples[at + (i >> 2) * stride + (i & 3)] = Math.clamp(mean + rebuilt[i], 0, 255);
    }
  }

  /// `CodedBlockPatternChroma`: 0 nothing, 1 DC only, 2 AC too. Levels stay in `chroma`, DC at index 0.
  private int codeChroma(Tile tile) {
    int cb = codeChroma(tile.cb, 0);
    int cr = codeChroma(tile.cr, 4);
    return Math.max(cb, cr);
  }

  private int codeChroma(int[] samples, int first) {
    boolean ac = false;
    for (int b = 0; b < 4; b++) {
      int[] block = chroma[first + b];
      int at = (b & 2) * 16 + (b & 1) * 4;
      int mean = near.chromaMean(first == 0, column, b);
      for (int i = 0; i < 16; i++) {
        block[i] = samples[at + (i >> 2) * 8 + (i & 3)] - mean;
      }
      AvcTransform.forward(block);
      ac |= quantise(block);
    }
    int f0 = chroma[first][0];
    int f1 = chroma[first + 1][0];
    int f2 = chroma[first + 2][0];
    int f3 = chroma[first + 3][0];
    int c0 = AvcTransform.quantiseChromaDc(f0 + f1 + f2 + f3);
    int c1 = AvcTransform.quantiseChromaDc(f0 - f1 + f2 - f3);
    int c2 = AvcTransform.quantiseChromaDc(f0 + f1 - f2 - f3);
    int c3 = AvcTransform.quantiseChromaDc(f0 - f1 - f2 + f3);
    rebuildChroma(samples, first, 0, c0 + c1 + c2 + c3);
    rebuildChroma(samples, first, 1, c0 - c1 + c2 - c3);
    rebuildChroma(samples, first, 2, c0 + c1 - c2 - c3);
    rebuildChroma(samples, first, 3, c0 - c1 - c2 + c3);
    chroma[first][0] = c0;
    chroma[first + 1][0] = c1;
    chroma[first + 2][0] = c2;
    chroma[first + 3][0] = c3;
    return ac ? 2 : (c0 | c1 | c2 | c3) != 0 ? 1 : 0;
  }

  private void rebuildChroma(int[] samples, int first, int b, int f) {
    int mean = near.chromaMean(first == 0, column, b);
    int at = (b & 2) * 16 + (b & 1) * 4;
    rebuild(chroma[first + b], AvcTransform.dequantiseChromaDc(f), samples, at, 8, mean);
  }

  private void writeMacroblock(boolean lumaAc, int chromaPattern) {
    int type = 3 + 4 * chromaPattern + (lumaAc ? 12 : 0);
    bits.ue(sync ? type : type + 5);
    bits.ue(0);
    bits.se(0);
    for (int i = 0; i < 16; i++) {
      scan[i] = dc[AvcTransform.ZIGZAG[i]];
    }
    cavlc.write(scan, 0, 16, near.lumaContext(column, 0));
    near.clearCounts();
    if (lumaAc) {
      for (int i = 0; i < 16; i++) {
        // block i in decoding order lies at x = bits 0 and 2 of i, y = bits 1 and 3 (6.4.3)
        int b = (i & 1) | (i >> 1 & 2) | (i << 1 & 4) | (i & 8);
        writeAc(luma[b]);
        near.lumaCount(b, cavlc.write(scan, 1, 16, near.lumaContext(column, b)));
      }
    }
    if (chromaPattern > 0) {
      writeChromaDc(0);
      writeChromaDc(4);
    }
    if (chromaPattern == 2) {
      for (int b = 0; b < 8; b++) {
        writeAc(chroma[b]);
        near.chromaCount(b, cavlc.write(scan, 1, 16, near.chromaContext(column, b)));
      }
    }
  }

  private void writeChromaDc(int first) {
    for (int b = 0; b < 4; b++) {
      scan[b] = chroma[first + b][0];
    }
    cavlc.write(scan, 0, 4, Cavlc.CHROMA_DC);
  }

  private void writeAc(int[] levels) {
    for (int i = 1; i < 16; i++) {
      scan[i] = levels[AvcTransform.ZIGZAG[i]];
    }
  }
}
