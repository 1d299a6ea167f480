package nightjar.cameras.scene;

/// Codes bands of scenery: whole in a key frame, the stirred blocks in the others. Safe for any thread; the coder is the caller's.
final class SceneryCoder {
  private final SceneFormat format;
  private final Layout layout;
  private final Raster still;
  private final Texture texture;

  SceneryCoder(SceneFormat format, Layout layout, Raster still, Texture texture) {
    this.format = format;
    this.layout = layout;
    this.still = still;
    this.texture = texture;
  }

  /// Codes one slice into `coder`; returns what [SliceCoder#end] does.
  int code(SliceCoder coder, Band band, Tile tile, int sinceSync, long syncs, int variant) {
    coder.begin(band.firstRow(), band.rows(), sinceSync, syncs);
    for (int row = band.firstRow(); row < band.firstRow() + band.rows(); row++) {
      for (int column = 0; column < layout.columns(); column++) {
        if (sinceSync == 0) {
          still.load(tile, column, row);
          coder.intra(tile);
        } else if (lively(column, row) && texture.stirs(variant, column, row)) {
          still.load(tile, column, row);
          texture.stir(tile, column, row, variant);
          coder.intra(tile);
        } else {
          coder.skip();
        }
      }
    }
    return coder.end();
  }

  private boolean lively(int column, int row) {
    int across = 1000 * column / layout.columns();
    int down = 1000 * (row - layout.panelRows()) / (layout.rows() - layout.panelRows());
    return Scenery.lively(format.place(), across, down);
  }

  /// Rows of blocks that make one slice.
  record Band(int firstRow, int rows) {}
}
