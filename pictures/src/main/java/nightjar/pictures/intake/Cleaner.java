package nightjar.pictures.intake;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import nightjar.pictures.reading.Camera;
import nightjar.pictures.reading.Refusal;

/// From an upload to pixels, upright and without metadata, and what its metadata said.
public final class Cleaner {
  /// Enough to read the smallest print of a label that fills a third of the picture.
  public static final int LONGEST_SIDE = 3000;

  private static final float JPEG_QUALITY = 0.9f;

  public sealed interface Cleaned {
    record Image(BufferedImage pixels, Camera camera) implements Cleaned {}

    record Refused(Refusal why) implements Cleaned {}
  }

  private Cleaner() {}

  public static Cleaned clean(byte[] upload) {
    return switch (Decoder.decode(Sniffer.sniff(upload))) {
      case Decoder.Decoded.Failed(Refusal why) -> new Cleaned.Refused(why);
      case Decoder.Decoded.Image(BufferedImage pixels) -> {
        Exif exif = Exif.of(upload);
        yield new Cleaned.Image(
            Upright.of(pixels, exif.orientation(), LONGEST_SIDE), exif.camera());
      }
    };
  }

  /// A baseline JPEG with nothing in it but pixels.
  public static byte[] jpeg(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(JPEG_QUALITY);
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
