package nightjar.cameras.scene;

import java.util.Optional;

/// Reads the machine-readable clock of a synthetic camera back from a decoded picture, even a scaled and re-coded one.
///
/// Safe for any thread because it has no state.
public final class ClockReader {
  /// Edges of a cell in 1/12 sample: as sent, halved, and the scales players and recorders like (2/3, 3/4, 1/3, 1/4, x2 ...).
  private static final int[] EDGES = {192, 96, 128, 144, 64, 48, 384, 288, 256, 72, 160, 80};

  private ClockReader() {}

  /// `luma` has `height` lines, `stride` bytes apart, of `width` samples. Empty when there is no clock that passes its check.
  public static Optional<ClockReading> read(byte[] luma, int stride, int width, int height) {
    ClockCells cells = new ClockCells();
    for (int edge : EDGES) {
      for (int columns = 40; columns >= 20; columns -= 20) {
        if (fits(edge, columns, width, height) && read(cells, luma, stride, edge, columns)) {
          return Optional.of(cells.reading());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(int edge, int columns, int width, int height) {
    return columns * edge / 12 <= width && ClockCells.COUNT / columns * edge / 12 <= height;
  }

  private static boolean read(ClockCells cells, byte[] luma, int stride, int edge, int columns) {
    int darkest = 255;
    int lightest = 0;
    for (int i = 0; i < ClockCells.COUNT; i++) {
      int mean = mean(luma, stride, i % columns * edge, i / columns * edge, edge);
      darkest = Math.min(darkest, mean);
      lightest = Math.max(lightest, mean);
    }
    int threshold = (darkest + lightest + 1) / 2;
    for (int i = 0; i < ClockCells.COUNT; i++) {
      cells.bit(i, mean(luma, stride, i % columns * edge, i / columns * edge, edge) >= threshold);
    }
    return cells.valid();
  }

  /// Mean of the middle of a cell; what scaling and coding smear lies at its rim.
  private static int mean(byte[] luma, int stride, int x12, int y12, int edge) {
    int x0 = (x12 + edge / 4) / 12;
    int y0 = (y12 + edge / 4) / 12;
    int size = Math.max(1, edge / 24);
    int sum = 0;
    for (int y = y0; y < y0 + size; y++) {
      for (int x = x0; x < x0 + size; x++) {
        sum += luma[y * stride + x] & 0xff;
      }
    }
    return sum / (size * size);
  }
}
