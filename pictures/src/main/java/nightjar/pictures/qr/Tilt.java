package nightjar.pictures.qr;

import com.google.zxing.ResultPoint;
import nightjar.pictures.image.Gray;

/// Undoes a tilt of the camera: ZXing counts a large code's modules from the size of its corners, which perspective makes unequal.
final class Tilt {
  private Tilt() {}

  /// Grows the picture from its middle by `across` towards the right and `down` towards the bottom, and shrinks it on the other
  /// sides.
  static Gray of(Gray picture, double across, double down) {
    int w = picture.width();
    int h = picture.height();
    byte[] out = new byte[w * h];
    for (int y = 0; y < h; y++) {
      double v = 2.0 * y / h - 1;
      for (int x = 0; x < w; x++) {
        double u = 2.0 * x / w - 1;
        double z = 1 + across * u + down * v;
        int px = (int) ((u / z + 1) * w / 2);
        int py = (int) ((v / z + 1) * h / 2);
        boolean inside = px >= 0 && py >= 0 && px < w && py < h;
        out[y * w + x] = inside ? picture.pixels()[py * w + px] : (byte) 0x80;
      }
    }
    return new Gray(w, h, out);
  }

  /// Where a point of the picture made by [#of] was on the picture it was made from.
  static ResultPoint before(Gray picture, double across, double down, ResultPoint at) {
    double u = 2 * at.getX() / picture.width() - 1;
    double v = 2 * at.getY() / picture.height() - 1;
    double z = 1 + across * u + down * v;
    return new ResultPoint(
        (float) ((u / z + 1) * picture.width() / 2), (float) ((v / z + 1) * picture.height() / 2));
  }
}
