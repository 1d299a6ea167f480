package nightjar.pictures.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/// A picture in colour: blue, green, red, a byte each, row by row without gaps.
/// Safe for any thread because nothing writes to the pixels after they were handed over.
public final class Bgr {
  private final int width;
  private final int height;
  private final byte[] pixels;

  /// Takes `pixels` over.
  public Bgr(int width, int height, byte[] pixels) {
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

  /// `image` must be a TYPE_3BYTE_BGR of its own, as intake makes them; the pixels are shared with it.
  public static Bgr of(BufferedImage image) {
    byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return new Bgr(image.getWidth(), image.getHeight(), bytes);
  }

  /// Smaller by taking means, larger by bilinear steps.
  public Bgr scaledTo(int w, int h) {
    byte[] out = new byte[w * h * 3];
    for (int channel = 0; channel < 3; channel++) {
      byte[] plane = new byte[width * height];
      for (int i = 0, p = channel; i < plane.length; i++, p += 3) {
        plane[i] = pixels[p];
      }
      Gray shrunk = new Gray(width, height, plane).shrunkTo(w, h);
      for (int y = 0; y < h; y++) {
        int from = (int) ((long) y * shrunk.height() / h);
        for (int x = 0; x < w; x++) {
          int at = (int) ((long) x * shrunk.width() / w);
          out[(y * w + x) * 3 + channel] = shrunk.pixels()[from * shrunk.width() + at];
        }
      }
    }
    return new Bgr(w, h, out);
  }

  /// The rectangle whose corners lie at `quad` (x and y, clockwise from its top left) on this picture.
  public Bgr cut(double[] quad, int w, int h) {
    byte[] out = new byte[w * h * 3];
    for (int y = 0; y < h; y++) {
      double v = (y + 0.5) / h;
      for (int x = 0; x < w; x++) {
        double u = (x + 0.5) / w;
        double px =
            (quad[0] * (1 - u) + quad[2] * u) * (1 - v) + (quad[6] * (1 - u) + quad[4] * u) * v;
        double py =
            (quad[1] * (1 - u) + quad[3] * u) * (1 - v) + (quad[7] * (1 - u) + quad[5] * u) * v;
        sample(px - 0.5, py - 0.5, out, (y * w + x) * 3);
      }
    }
    return new Bgr(w, h, out);
  }

  /// Each pixel the plain mean of its three colours. On a photographed screen the colours' stripes lie beside each other, so moire
  /// has another phase in each: the mean, other than the eye's weights, makes them cancel.
  public Bgr grey() {
    byte[] out = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i += 3) {
      int mean = ((pixels[i] & 0xff) + (pixels[i + 1] & 0xff) + (pixels[i + 2] & 0xff) + 1) / 3;
      out[i] = (byte) mean;
      out[i + 1] = (byte) mean;
      out[i + 2] = (byte) mean;
    }
    return new Bgr(width, height, out);
  }

  /// The mean of three by three pixels.
  public Bgr softened() {
    byte[] out = pixels.clone();
    for (int y = 1; y < height - 1; y++) {
      for (int i = (y * width + 1) * 3; i < (y * width + width - 1) * 3; i++) {
        int sum = 0;
        for (int row = i - width * 3; row <= i + width * 3; row += width * 3) {
          sum += (pixels[row - 3] & 0xff) + (pixels[row] & 0xff) + (pixels[row + 3] & 0xff);
        }
        out[i] = (byte) ((sum + 4) / 9);
      }
    }
    return new Bgr(width, height, out);
  }

  /// Half a turn.
  public Bgr upsideDown() {
    byte[] out = new byte[pixels.length];
    int n = width * height;
    for (int i = 0; i < n; i++) {
      System.arraycopy(pixels, i * 3, out, (n - 1 - i) * 3, 3);
    }
    return new Bgr(width, height, out);
  }

  private void sample(double x, double y, byte[] out, int at) {
    int x0 = Math.clamp((long) Math.floor(x), 0, width - 1);
    int y0 = Math.clamp((long) Math.floor(y), 0, height - 1);
    int x1 = Math.min(x0 + 1, width - 1);
    int y1 = Math.min(y0 + 1, height - 1);
    double fx = Math.clamp(x - x0, 0.0, 1.0);
    double fy = Math.clamp(y - y0, 0.0, 1.0);
    for (int c = 0; c < 3; c++) {
      double top = value(x0, y0, c) * (1 - fx) + value(x1, y0, c) * fx;
      double bottom = value(x0, y1, c) * (1 - fx) + value(x1, y1, c) * fx;
      out[at + c] = (byte) Math.round(top * (1 - fy) + bottom * fy);
    }
  }

  private int value(int x, int y, int c) {
    return pixels[(y * width + x) * 3 + c] & 0xff;
  }
}
