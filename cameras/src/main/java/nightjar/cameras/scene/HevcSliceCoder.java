package nightjar.cameras.scene;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Slices of ITU-T H.265, Main profile: coding tree blocks of 16x16, each skipped or intra DC with one transform block a plane.
///
/// `constrained_intra_pred_flag` is set and there are no loop filters, so no block depends on what a skipped block shows.
/// Owned by one encoder; one thread at a time.
final class HevcSliceCoder implements SliceCoder {
  /// Bits of `slice_pic_order_cnt_lsb`.
  static final int POC_BITS = 16;

  private final int columns;
  private final int addressBits;
  private final byte[] intraContexts = HevcContexts.initial(true, HevcTransform.QP);
  private final byte[] interContexts = HevcContexts.initial(false, HevcTransform.QP);
  private final BitWriter bits = new BitWriter();
  private final Cabac cabac = new Cabac(bits);
  private final HevcNeighbours near;
  private final HevcTransform transform16 = new HevcTransform(4);
  private final HevcTransform transform8 = new HevcTransform(3);
  private final HevcResidual lumaResidual = new HevcResidual(cabac, 4, false);
  private final HevcResidual chromaResidual = new HevcResidual(cabac, 3, true);
  private final int[] prediction = new int[256];
  private final int[] luma = new int[256];
  private final int[] cb = new int[64];
  private final int[] cr = new int[64];
  private boolean sync;
  private int row;
  private int column;
  private boolean first;
  private int headerBits;
  private @Nullable Raster mirror;

  HevcSliceCoder(int columns, int rows) {
    this.columns = columns;
    addressBits = 32 - Integer.numberOfLeadingZeros(columns * rows - 1);
    near = new HevcNeighbours(columns);
  }

  @Override
  public void begin(int firstRow, int rows, int sinceSync, long syncs) {
    sync = sinceSync == 0;
    row = firstRow;
    column = 0;
    first = true;
    near.reset();
    bits.clear();
    // IDR_W_RADL or TRAIL_R
    bits.put(sync ? 0x2601 : 0x0201, 16);
    bits.flag(firstRow == 0);
    if (sync) {
      bits.flag(false);
    }
    bits.ue(0);
    if (firstRow > 0) {
      bits.put(firstRow * columns, addressBits);
    }
    bits.ue(sync ? 2 : 1);
    if (!sync) {
      bits.put(sinceSync, POC_BITS);
      // the reference picture set of the SPS; no override of the one reference; one merge candidate
      bits.put(0b10, 2);
      bits.ue(4);
    }
    bits.se(0);
    bits.trailing();
    headerBits = (int) bits.bitLength();
    cabac.start(sync ? intraContexts : interContexts);
  }

  @Override
  public void skip() {
    next();
    cabac.code(HevcContexts.CU_SKIP + near.skippedAround(column), 1);
    near.skipped(column);
    advance();
  }

  @Override
  public void intra(Tile tile) {
    next();
    if (!sync) {
      cabac.code(HevcContexts.CU_SKIP + near.skippedAround(column), 0);
      cabac.code(HevcContexts.PRED_MODE, 1);
    }
    cabac.code(HevcContexts.PART_MODE, 1);
    // DC is always the second of the most probable modes, for all our blocks are DC (8.4.2)
    cabac.code(HevcContexts.PREV_INTRA, 1);
    cabac.bypass(0b10, 2);
    cabac.code(HevcContexts.INTRA_CHROMA, 0);
    residual(tile);
    near.coded(column, tile);
    if (mirror != null) {
      mirror.store(tile, column, row);
    }
    advance();
  }

  @Override
  public int end() {
    cabac.finish();
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

  /// Ends the block before, if there is one: the slice goes on.
  private void next() {
    if (!first) {
      cabac.goOn();
    }
    first = false;
  }

  private void advance() {
    if (++column == columns) {
      column = 0;
      row++;
      near.nextRow();
    }
  }

  private void residual(Tile tile) {
    near.predictLuma(column, prediction);
    int meanCb = near.predictCb(column);
    int meanCr = near.predictCr(column);
    boolean hasCb = chroma(tile.cb, meanCb, cb);
    boolean hasCr = chroma(tile.cr, meanCr, cr);
    boolean hasLuma = luma(tile);
    cabac.code(HevcContexts.CBF_CHROMA, hasCb ? 1 : 0);
    cabac.code(HevcContexts.CBF_CHROMA, hasCr ? 1 : 0);
    cabac.code(HevcContexts.CBF_LUMA, hasLuma ? 1 : 0);
    if (hasLuma) {
      lumaResidual.write(luma);
      if (tile.flat()) {
        Arrays.fill(luma, luma[0]);
      } else {
        transform16.inverse(luma);
      }
    }
    if (hasCb) {
      chromaResidual.write(cb);
      transform8.inverse(cb);
    }
    if (hasCr) {
      chromaResidual.write(cr);
      transform8.inverse(cr);
    }
    for (int i = 0; i < 256; i++) {
      tile.y[i] = Math.clamp(prediction[i] + luma[i], 0, 255);
    }
    for (int i = 0; i < 64; i++) {
      tile.cb[i] = Math.clamp(meanCb + cb[i], 0, 255);
      tile.cr[i] = Math.clamp(meanCr + cr[i], 0, 255);
    }
  }

  /// The levels of luma; a flat tile gets a DC level alone, which is exact but for the smoothed edges of the prediction.
  private boolean luma(Tile tile) {
    if (tile.flat()) {
      Arrays.fill(luma, 0);
      luma[0] = tile.y[0] - prediction[255];
      return luma[0] != 0;
    }
    for (int i = 0; i < 256; i++) {
      luma[i] = tile.y[i] - prediction[i];
    }
    return transform16.forward(luma);
  }

  private boolean chroma(int[] samples, int mean, int[] levels) {
    int any = 0;
    for (int i = 0; i < 64; i++) {
      levels[i] = samples[i] - mean;
      any |= levels[i];
    }
    return any != 0 && transform8.forward(levels);
  }
}
