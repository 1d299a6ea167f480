package nightjar.pictures.intake;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import nightjar.base.Bytes;
import nightjar.pictures.reading.Refusal;

/// Pixels of a sniffed picture, with the JDK's decoders.
final class Decoder {
  /// Above this every second pixel is enough, and a quarter of the memory.
  private static final long LARGE = 25_000_000;

  sealed interface Decoded {
    record Image(BufferedImage pixels) implements Decoded {}

    record Failed(Refusal why) implements Decoded {}
  }

  private Decoder() {}

  static Decoded decode(Sniffed sniffed) {
    return switch (sniffed) {
      case Sniffed.Jpeg(int w, int h, Bytes pixels) -> decode("jpeg", w, h, pixels.toArray());
      case Sniffed.Png(int w, int h, Bytes pixels) -> decode("png", w, h, pixels.toArray());
      case Sniffed.Not(Refusal why) -> new Decoded.Failed(why);
    };
  }

  private static Decoded decode(String format, int width, int height, byte[] file) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
        return new Decoded.Failed(Refusal.DAMAGED);
      }
      ImageReadParam param = reader.getDefaultReadParam();
      int step = (long) width * height > LARGE ? 2 : 1;
      param.setSourceSubsampling(step, step, 0, 0);
      BufferedImage image =
          format.equals("jpeg") && hasFourChannels(reader)
              ? Inks.toRgb(reader.readRaster(0, param))
              : reader.read(0, param);
      return new Decoded.Image(image);
    } catch (IOException | RuntimeException e) {
      // The JDK's readers throw a dozen kinds of unchecked exceptions at broken files.
      return new Decoded.Failed(Refusal.DAMAGED);
    } finally {
      reader.dispose();
    }
  }

  /// The JDK offers no picture type for CMYK and YCCK, but their raw channels.
  private static boolean hasFourChannels(ImageReader reader) throws IOException {
    return !reader.getImageTypes(0).hasNext();
  }

  /// Four printing inks to three colours.
  static final class Inks {
    private Inks() {}

    /// Without a colour profile, and inverted as Adobe writes them, which all others follow. The JDK turns YCCK into CMYK itself
    /// only where it knows the colour space, so a picture may be off in colour; its text is not.
    static BufferedImage toRgb(Raster raster) {
      int w = raster.getWidth();
      int h = raster.getHeight();
      var out = new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR);
      int bands = raster.getNumBands();
      int[] row = new int[w * bands];
      int[] rgb = new int[w];
      for (int y = 0; y < h; y++) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, w, 1, row);
        for (int x = 0; x < w; x++) {
          int k = bands > 3 ? row[x * bands + 3] : 255;
          int r = row[x * bands] * k / 255;
          int g = row[x * bands + Math.min(1, bands - 1)] * k / 255;
          int b = row[x * bands + Math.min(2, bands - 1)] * k / 255;
          rgb[x] = (r << 16) | (g << 8) | b;
        }
        out.setRGB(0, y, w, 1, rgb, 0, w);
      }
      return out;
    }
  }
}
