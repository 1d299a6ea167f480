package nightjar.pictures.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/// A picture in shades of grey, a byte a pixel, row by row without gaps.
/// Safe for any thread because nothing writes to the pixels after they were handed over.
public final class Gray {
  private final int width;
  private final int height;
  private final byte[] pixels;

  /// Takes `pixels` over.
  public Gray(int width, int height, byte[] pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /// Not a copy, and not to be written to.
  public byte[] pixels() {
    return pixels;
  }

  /// Rec. 601 weights, as JPEG's own luma.
  public static Gray of(BufferedImage image) {
    BufferedImage rgb = image;
    if (image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
      rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D g = rgb.createGraphics();
      g.drawImage(image, 0, 0, null);
      g.dispose();
    }
    byte[] bgr = ((DataBufferByte) rgb.getRaster().getDataBuffer()).getData();
    byte[] out = new byte[rgb.getWidth() * rgb.getHeight()];
    for (int i = 0, p = 0; i < out.length; i++, p += 3) {
      int b = bgr[p] & 0xff;
      int g = bgr[p + 1] & 0xff;
      int r = bgr[p + 2] & 0xff;
      out[i] = (byte) ((77 * r + 150 * g + 29 * b + 128) >> 8);
    }
    return new Gray(rgb.getWidth(), rgb.getHeight(), out);
  }

  public int at(int x, int y) {
    return pixels[y * width + x] & 0xff;
  }

  /// Each new pixel is the mean of those it covers, so fine patterns fade instead of turning into coarse ones. Never enlarges:
  /// a size beyond this picture's is this picture's.
  public Gray shrunkTo(int newWidth, int newHeight) {
    int w = Math.clamp(newWidth, 1, width);
    int h = Math.clamp(newHeight, 1, height);
    if (w == width && h == height) {
      return this;
    }
    byte[] narrow = new byte[w * height];
    for (int y = 0; y < height; y++) {
      mean(pixels, y * width, 1, width, narrow, y * w, 1, w);
    }
    byte[] out = new byte[w * h];
    for (int x = 0; x < w; x++) {
      mean(narrow, x, w, height, out, x, w, h);
    }
    return new Gray(w, h, out);
  }

  /// Shrunk so that the longer side is at most `side`.
  public Gray atMost(int side) {
    double scale = (double) side / Math.max(width, height);
    return scale >= 1
        ? this
        : shrunkTo((int) Math.round(width * scale), (int) Math.round(height * scale));
  }

  public Gray crop(int left, int top, int newWidth, int newHeight) {
    byte[] out = new byte[newWidth * newHeight];
    for (int y = 0; y < newHeight; y++) {
      System.arraycopy(pixels, (top + y) * width + left, out, y * newWidth, newWidth);
    }
    return new Gray(newWidth, newHeight, out);
  }

  /// One row or column of `n` values into `m` means. Fixed point with 12 bits: exact to less than a shade.
  private static void mean(
      byte[] in, int from, int step, int n, byte[] out, int to, int outStep, int m) {
    if (n == m) {
      for (int i = 0; i < m; i++) {
        out[to + i * outStep] = in[from + i * step];
      }
      return;
    }
    for (int i = 0; i < m; i++) {
      long start = (((long) i * n) << 12) / m;
      long end = (((long) (i + 1) * n) << 12) / m;
      long sum = 0;
      for (long at = start; at < end; ) {
        long next = Math.min(end, ((at >> 12) + 1) << 12);
        sum += (next - at) * (in[from + (int) (at >> 12) * step] & 0xff);
        at = next;
      }
      out[to + i * outStep] = (byte) ((sum + (end - start) / 2) / (end - start));
    }
  }
}
