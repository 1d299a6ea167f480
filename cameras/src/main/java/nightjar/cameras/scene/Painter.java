package nightjar.cameras.scene;

/// Draws flat and shaded shapes into a raster; places are in thousandths of the scenery's width and height.
///
/// Owned by [Scenery] while it draws one picture.
final class Painter {
  private final Raster raster;
  private final int top;
  private final int width;
  private final int height;

  /// `top` is the first line of the scenery; everything below it is drawable.
  Painter(Raster raster, int top) {
    this.raster = raster;
    this.top = top;
    width = raster.stride;
    height = raster.rows * 16 - top;
  }

  /// A colour as limited-range luma and two chroma values.
  record Paint(int y, int cb, int cr) {
    static Paint rgb(int rgb) {
      int r = rgb >> 16 & 0xff;
      int g = rgb >> 8 & 0xff;
      int b = rgb & 0xff;
      // BT.709, limited range, in 1/1024
      return new Paint(
          16 + (187 * r + 629 * g + 63 * b + 512) / 1024,
          128 + (-103 * r - 347 * g + 450 * b) / 1024,
          128 + (450 * r - 409 * g - 41 * b) / 1024);
    }
  }

  void box(int x0, int y0, int x1, int y1, int rgb) {
    shade(x0, y0, x1, y1, rgb, rgb);
  }

  /// A box whose colour runs from `topRgb` to `bottomRgb`.
  void shade(int x0, int y0, int x1, int y1, int topRgb, int bottomRgb) {
    Paint upper = Paint.rgb(topRgb);
    Paint lower = Paint.rgb(bottomRgb);
    int fromY = y(y0);
    int toY = y(y1);
    for (int y = fromY; y < toY; y++) {
      int share = 1024 * (y - fromY) / Math.max(1, toY - fromY);
      int luma = mix(upper.y, lower.y, share);
      int cb = mix(upper.cb, lower.cb, share);
      int cr = mix(upper.cr, lower.cr, share);
      for (int x = x(x0); x < x(x1); x++) {
        dot(x, y, luma, cb, cr);
      }
    }
  }

  /// A box between two slanted sides: left and right edges at its top and at its bottom.
  void slab(int topX0, int topX1, int y0, int bottomX0, int bottomX1, int y1, int rgb) {
    Paint paint = Paint.rgb(rgb);
    for (int y = y(y0); y < y(y1); y++) {
      int share = 1024 * (y - y(y0)) / Math.max(1, y(y1) - y(y0));
      for (int x = x(mix(topX0, bottomX0, share)); x < x(mix(topX1, bottomX1, share)); x++) {
        dot(x, y, paint.y, paint.cb, paint.cr);
      }
    }
  }

  /// A filled circle that fades to nothing at its rim when `soft`.
  void disc(int centreX, int centreY, int radius, int rgb, boolean soft) {
    Paint paint = Paint.rgb(rgb);
    int r = width * radius / 1000;
    int cx = x(centreX);
    int cy = y(centreY);
    for (int y = Math.max(top, cy - r); y <= cy + r; y++) {
      for (int x = cx - r; x <= cx + r; x++) {
        long square = (long) (x - cx) * (x - cx) + (long) (y - cy) * (y - cy);
        int share = (int) (1024 * square / Math.max(1L, (long) r * r));
        if (share < 1024) {
          blend(x, y, paint, soft ? 1024 - share : 1024);
        }
      }
    }
  }

  /// Roughens luma in a box: leaves, gravel, brick; `size` is the grain's edge in samples.
  void rough(int x0, int y0, int x1, int y1, int size, int strength) {
    for (int y = y(y0); y < y(y1); y++) {
      for (int x = x(x0); x < x(x1); x++) {
        int at = index(x, y);
        if (at >= 0) {
          int more = Grain.at(x / size, y / size, 7) * strength / 128;
          raster.y[at] = (byte) Math.clamp((raster.y[at] & 0xff) + more, 16, 235);
        }
      }
    }
  }

  private int x(int thousandths) {
    return width * thousandths / 1000;
  }

  private int y(int thousandths) {
    return top + height * thousandths / 1000;
  }

  private static int mix(int a, int b, int share) {
    return a + (b - a) * share / 1024;
  }

  private int index(int x, int y) {
    return x < 0 || x >= width || y < top || y >= top + height ? -1 : y * raster.stride + x;
  }

  private void dot(int x, int y, int luma, int cb, int cr) {
    int at = index(x, y);
    if (at >= 0) {
      raster.y[at] = (byte) luma;
      int chroma = (y >> 1) * (raster.stride >> 1) + (x >> 1);
      raster.cb[chroma] = (byte) cb;
      raster.cr[chroma] = (byte) cr;
    }
  }

  private void blend(int x, int y, Paint paint, int share) {
    int at = index(x, y);
    if (at >= 0) {
      int chroma = (y >> 1) * (raster.stride >> 1) + (x >> 1);
      dot(
          x,
          y,
          mix(raster.y[at] & 0xff, paint.y, share),
          mix(raster.cb[chroma] & 0xff, paint.cb, share),
          mix(raster.cr[chroma] & 0xff, paint.cr, share));
    }
  }
}
