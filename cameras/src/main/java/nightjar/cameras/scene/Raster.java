package nightjar.cameras.scene;

/// A whole picture in planes, 4:2:0, in whole 16x16 blocks. Not changed any more once it is shared.
final class Raster {
  final int columns;
  final int rows;
  final int stride;
  final byte[] y;
  final byte[] cb;
  final byte[] cr;

  Raster(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    stride = columns * 16;
    y = new byte[stride * rows * 16];
    cb = new byte[y.length / 4];
    cr = new byte[y.length / 4];
  }

  void load(Tile tile, int column, int row) {
    tile.textured();
    load(y, stride, column * 16, row * 16, tile.y, 16);
    load(cb, stride / 2, column * 8, row * 8, tile.cb, 8);
    load(cr, stride / 2, column * 8, row * 8, tile.cr, 8);
  }

  void store(Tile tile, int column, int row) {
    store(y, stride, column * 16, row * 16, tile.y, 16);
    store(cb, stride / 2, column * 8, row * 8, tile.cb, 8);
    store(cr, stride / 2, column * 8, row * 8, tile.cr, 8);
  }

  private static void load(byte[] plane, int stride, int x, int y, int[] block, int size) {
    for (int j = 0; j < size; j++) {
      int from = (y + j) * stride + x;
      for (int i = 0; i < size; i++) {
        block[j * size + i] = plane[from + i] & 0xff;
      }
    }
  }

  private static void store(byte[] plane, int stride, int x, int y, int[] block, int size) {
    for (int j = 0; j < size; j++) {
      int to = (y + j) * stride + x;
      for (int i = 0; i < size; i++) {
        plane[to + i] = (byte) block[j * size + i];
      }
    }
  }
}
