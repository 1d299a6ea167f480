package nightjar.pictures.simulated;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import nightjar.base.Bytes;

/// Photographs a picture by arithmetic: perspective, the screen's pixel grid (moire comes of itself, from sampling it), defocus,
/// shake, light, a lamp's reflection, noise, JPEG. One scene gives one picture, byte for byte.
/// Owned by the thread that takes it.
public final class Photograph {
  private static final int SAMPLES = 2;

  private final BufferedImage subject;
  private final Scene scene;
  private final int width;
  private final int height;
  private final double[] toSubject;
  private final double[] toPhotograph;

  private Photograph(BufferedImage subject, Scene scene) {
    this.subject = subject;
    this.scene = scene;
    boolean wide = subject.getWidth() >= subject.getHeight();
    width = wide ? scene.side() : scene.side() * 3 / 4;
    height = wide ? scene.side() * 3 / 4 : scene.side();
    double[] corners = corners();
    toPhotograph = Projection.fromRectangle(subject.getWidth(), subject.getHeight(), corners);
    toSubject = Projection.inverse(toPhotograph);
  }

  public static Photograph of(BufferedImage subject, Scene scene) {
    return new Photograph(subject, scene);
  }

  /// The finished JPEG.
  public Bytes jpeg() {
    float[][] planes = expose();
    for (int c = 0; c < 3; c++) {
      planes[c] = Smear.shake(planes[c], width, height, scene.shake());
      planes[c] = Smear.gauss(planes[c], width, height, scene.blur());
    }
    return Bytes.of(write(develop(planes)));
  }

  /// How many pixels of the photograph a length of the subject at (x, y) is, at least in any direction.
  public double scaleAt(double x, double y) {
    double[] here = Projection.map(toPhotograph, x, y);
    double[] right = Projection.map(toPhotograph, x + 1, y);
    double[] down = Projection.map(toPhotograph, x, y + 1);
    return Math.min(
        Math.hypot(right[0] - here[0], right[1] - here[1]),
        Math.hypot(down[0] - here[0], down[1] - here[1]));
  }

  /// The brightness that the lamp's reflection adds at (x, y) of the subject.
  public double glareAt(double x, double y) {
    double[] at = Projection.map(toPhotograph, x, y);
    return glare(at[0], at[1]);
  }

  private double glare(double px, double py) {
    if (scene.glare() == 0) {
      return 0;
    }
    double far =
        Math.hypot(px - scene.glareX() * width, py - scene.glareY() * height)
            / (scene.glareRadius() * scene.side());
    return scene.glare() * Math.exp(-far * far);
  }

  private double[] corners() {
    double w = scene.fill() * width;
    double h = w * subject.getHeight() / subject.getWidth();
    double[] x = {-w / 2, w / 2, w / 2, -w / 2};
    double[] y = {-h / 2, -h / 2, h / 2, h / 2};
    double angle = Math.toRadians(scene.turn());
    double[] out = new double[8];
    for (int i = 0; i < 4; i++) {
      double far = 1 + scene.tilt() * x[i] / w * 2 + scene.lean() * y[i] / h * 2;
      double px = x[i] * far;
      double py = y[i] * far;
      out[2 * i] = px * Math.cos(angle) - py * Math.sin(angle);
      out[2 * i + 1] = px * Math.sin(angle) + py * Math.cos(angle);
    }
    return framed(out);
  }

  /// In the middle, and whole: the page asks people to fit the screen or the label into a frame.
  private double[] framed(double[] corners) {
    double left = Math.min(Math.min(corners[0], corners[2]), Math.min(corners[4], corners[6]));
    double right = Math.max(Math.max(corners[0], corners[2]), Math.max(corners[4], corners[6]));
    double top = Math.min(Math.min(corners[1], corners[3]), Math.min(corners[5], corners[7]));
    double bottom = Math.max(Math.max(corners[1], corners[3]), Math.max(corners[5], corners[7]));
    double scale =
        Math.min(1, Math.min(0.97 * width / (right - left), 0.97 * height / (bottom - top)));
    double[] out = new double[8];
    for (int i = 0; i < 8; i += 2) {
      out[i] = width / 2.0 + (corners[i] - (left + right) / 2) * scale;
      out[i + 1] = height / 2.0 + (corners[i + 1] - (top + bottom) / 2) * scale;
    }
    return out;
  }

  private float[][] expose() {
    float[][] planes = new float[3][width * height];
    int[] pixels =
        subject.getRGB(0, 0, subject.getWidth(), subject.getHeight(), null, 0, subject.getWidth());
    float[] sum = new float[3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        sum[0] = 0;
        sum[1] = 0;
        sum[2] = 0;
        for (int down = 0; down < SAMPLES; down++) {
          for (int across = 0; across < SAMPLES; across++) {
            sample(pixels, x + (across + 0.5) / SAMPLES, y + (down + 0.5) / SAMPLES, sum);
          }
        }
        for (int c = 0; c < 3; c++) {
          planes[c][y * width + x] = sum[c] / (SAMPLES * SAMPLES);
        }
      }
    }
    return planes;
  }

  private void sample(int[] pixels, double px, double py, float[] sum) {
    double[] m = toSubject;
    double z = m[6] * px + m[7] * py + m[8];
    double x = (m[0] * px + m[1] * py + m[2]) / z;
    double y = (m[3] * px + m[4] * py + m[5]) / z;
    int w = subject.getWidth();
    int h = subject.getHeight();
    if (x < 0 || y < 0 || x >= w || y >= h) {
      float wall = (float) (70 + 30 * px / width - 20 * py / height);
      for (int c = 0; c < 3; c++) {
        sum[c] += wall;
      }
      return;
    }
    int rgb = pixels[((int) y) * w + (int) x];
    for (int c = 0; c < 3; c++) {
      int value = (rgb >> (16 - 8 * c)) & 0xff;
      sum[c] += scene.grid() ? value * stripe(x - Math.floor(x), y - Math.floor(y), c) : value;
    }
  }

  /// A third of each pixel's width shines in each colour, and a tenth of its height in none; the mean stays what it was.
  private static float stripe(double x, double y, int channel) {
    boolean lit = y < 0.9 && (int) (x * 3) == channel;
    return lit ? 1.9f : 0.55f;
  }

  private BufferedImage develop(float[][] planes) {
    var random = new SplittableRandom(scene.seed());
    var out = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double added = glare(x, y);
        double edge = Math.hypot(x - width / 2.0, y - height / 2.0) / scene.side();
        double light = scene.exposure() * (1 - 0.35 * edge * edge);
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          double value =
              planes[c][y * width + x] * light + added + scene.noise() * random.nextGaussian();
          rgb = (rgb << 8) | Math.clamp(Math.round(value), 0, 255);
        }
        row[x] = rgb;
      }
      out.setRGB(0, y, width, 1, row, 0, width);
    }
    return out;
  }

  private byte[] write(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(scene.jpeg() / 100f);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
      stream.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }
}
