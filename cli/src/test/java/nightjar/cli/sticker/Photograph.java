package nightjar.cli.sticker;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// What a phone in a hand makes of a picture: perspective, turn, blur, uneven light, moiré, noise, JPEG.
public final class Photograph {
  private final Random random;

  Photograph(long seed) {
    random = new Random(seed);
  }

  /// `width` pixels across, the subject filling about two thirds of it.
  BufferedImage of(BufferedImage subject, int width, boolean moire) {
    int height = width * 3 / 4;
    double scale = Math.min(0.75 * width / subject.getWidth(), 0.75 * height / subject.getHeight());
    double angle = Math.toRadians(random.nextDouble(-15, 15));
    double tiltX = random.nextDouble(-0.25, 0.25) / width;
    double tiltY = random.nextDouble(-0.25, 0.25) / height;
    double period = random.nextDouble(3, 9);
    double light = random.nextDouble(-40, 40);
    double[] grey = new double[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dx = x - width / 2.0;
        double dy = y - height / 2.0;
        double w = 1 + tiltX * dx + tiltY * dy;
        double sx = (dx * Math.cos(angle) + dy * Math.sin(angle)) / (w * scale);
        double sy = (-dx * Math.sin(angle) + dy * Math.cos(angle)) / (w * scale);
        double value =
            sample(subject, sx + subject.getWidth() / 2.0, sy + subject.getHeight() / 2.0);
        double wave = moire ? 14 * Math.sin((x + 0.3 * y) * 2 * Math.PI / period) : 0;
        grey[y * width + x] = 25 + value * 0.8 + light * dx / width + wave;
      }
    }
    double[] soft = blur(grey, width, height, 1 + random.nextInt(2));
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < soft.length; i++) {
      int level = (int) Math.clamp(soft[i] + random.nextGaussian() * 6, 0, 255);
      picture.setRGB(i % width, i / width, level << 16 | level << 8 | level);
    }
    return jpeg(picture, 0.5f + random.nextFloat() * 0.35f);
  }

  public static Optional<String> read(BufferedImage picture) {
    int width = picture.getWidth();
    int[] pixels = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
    var source = new RGBLuminanceSource(width, picture.getHeight(), pixels);
    try {
      var bitmap = new BinaryBitmap(new HybridBinarizer(source));
      var hints = Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE);
      return Optional.of(new QRCodeReader().decode(bitmap, hints).getText());
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (ReaderException e) {
      return Optional.empty();
    }
  }

  /// Bilinear; dark grey around the subject.
  private static double sample(BufferedImage from, double x, double y) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    double fx = x - x0;
    double fy = y - y0;
    return level(from, x0, y0) * (1 - fx) * (1 - fy)
        + level(from, x0 + 1, y0) * fx * (1 - fy)
        + level(from, x0, y0 + 1) * (1 - fx) * fy
        + level(from, x0 + 1, y0 + 1) * fx * fy;
  }

  private static double level(BufferedImage from, int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < from.getWidth() && y < from.getHeight();
    return inside ? from.getRGB(x, y) & 0xff : 70;
  }

  private static double[] blur(double[] in, int width, int height, int radius) {
    double[] rows = new double[in.length];
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      rows[i] = mean(in, i, 1, i % width, width, radius);
    }
    for (int i = 0; i < in.length; i++) {
      out[i] = mean(rows, i, width, i / width, height, radius);
    }
    return out;
  }

  private static double mean(double[] in, int i, int step, int at, int end, int radius) {
    double sum = 0;
    int count = 0;
    for (int d = Math.max(-radius, -at); d <= Math.min(radius, end - 1 - at); d++) {
      sum += in[i + d * step];
      count++;
    }
    return sum / count;
  }

  private static BufferedImage jpeg(BufferedImage picture, float quality) {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
      out.flush();
      return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }
}
