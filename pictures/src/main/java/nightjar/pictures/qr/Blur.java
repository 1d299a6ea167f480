package nightjar.pictures.qr;

import nightjar.pictures.image.Gray;

/// The mean of three by three pixels: takes noise and the screen's own grid away.
final class Blur {
  private Blur() {}

  static Gray of(Gray picture) {
    int w = picture.width();
    int h = picture.height();
    byte[] out = picture.pixels().clone();
    for (int y = 1; y < h - 1; y++) {
      for (int x = 1; x < w - 1; x++) {
        int sum = 0;
        for (int dy = -1; dy <= 1; dy++) {
          sum += picture.at(x - 1, y + dy) + picture.at(x, y + dy) + picture.at(x + 1, y + dy);
        }
        out[y * w + x] = (byte) ((sum + 4) / 9);
      }
    }
    return new Gray(w, h, out);
  }
}
