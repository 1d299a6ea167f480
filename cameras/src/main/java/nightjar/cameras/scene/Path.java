package nightjar.cameras.scene;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import nightjar.cameras.scene.SceneryCoder.Band;

/// The band along which the mover goes, and its slices, each coded when first needed and then shared by all cameras.
///
/// A slice follows from where the mover was and is: with steady frames there are as many of either kind as places.
/// Safe for any thread because the slices are immutable and whoever codes one twice codes the same.
final class Path {
  private final Layout layout;
  private final Raster still;
  private final Mover mover;
  private final Band band;

  /// By place; of the step from the place before, and of key frames.
  private final AtomicReferenceArray<CodedSlice> steps;

  private final AtomicReferenceArray<CodedSlice> keys;

  Path(SceneFormat format, Layout layout, Raster still) {
    this.layout = layout;
    this.still = still;
    mover = new Mover(format, layout);
    band = new Band(layout.pathTop(), layout.pathRows());
    steps = new AtomicReferenceArray<>(mover.places());
    keys = new AtomicReferenceArray<>(mover.places());
  }

  /// Where the mover of a camera is in a frame.
  int place(long frame, int camera) {
    return (int) Math.floorMod(frame + camera * 37L, (long) mover.places());
  }

  /// Appends the slice in which the mover goes `from` one place `to` another.
  void put(
      SliceCoder coder, Tile tile, int from, int to, int sinceSync, long syncs, ByteBuffer out) {
    AtomicReferenceArray<CodedSlice> known = sinceSync == 0 ? keys : steps;
    if (sinceSync > 0 && to != (from + 1) % mover.places()) {
      NalUnits.put(coder, code(coder, tile, from, to, sinceSync, syncs), out);
      return;
    }
    CodedSlice slice = known.get(to);
    if (slice == null) {
      int length = code(coder, tile, from, to, sinceSync, syncs);
      slice = new CodedSlice(coder, band.firstRow(), band.rows(), length);
      known.set(to, slice);
    }
    slice.put(coder, sinceSync, syncs, out);
  }

  /// Codes the slice into `coder`; returns what [SliceCoder#end] does.
  int code(SliceCoder coder, Tile tile, int from, int to, int sinceSync, long syncs) {
    coder.begin(band.firstRow(), band.rows(), sinceSync, syncs);
    for (int row = layout.pathTop(); row < layout.sceneryBottom(); row++) {
      for (int column = 0; column < layout.columns(); column++) {
        if (sinceSync == 0 || mover.touches(to, column) || mover.touches(from, column)) {
          still.load(tile, column, row);
          mover.draw(tile, column, row, to);
          coder.intra(tile);
        } else {
          coder.skip();
        }
      }
    }
    return coder.end();
  }
}
