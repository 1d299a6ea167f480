package nightjar.pictures.intake;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// Pictures of every bad kind, made by code.
final class Hostile {
  private Hostile() {}

  static BufferedImage scene() {
    var image = new BufferedImage(400, 300, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.RED);
    g.fillRect(0, 0, 200, 150);
    g.setColor(Color.BLUE);
    g.fillRect(200, 150, 200, 150);
    g.dispose();
    return image;
  }

  static byte[] file(String format) {
    try {
      var out = new ByteArrayOutputStream();
      ImageIO.write(scene(), format, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// A segment right behind the start of a JPEG.
  static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    byte[] head =
        ByteBuffer.allocate(4)
            .put((byte) 0xff)
            .put((byte) marker)
            .putShort((short) (content.length + 2))
            .array();
    return join(Arrays.copyOf(jpeg, 2), head, content, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  /// A chunk right behind a PNG's header.
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    var crc = new CRC32();
    crc.update(ascii(type));
    crc.update(content);
    byte[] chunk =
        ByteBuffer.allocate(12 + content.length)
            .putInt(content.length)
            .put(ascii(type))
            .put(content)
            .putInt((int) crc.getValue())
            .array();
    return join(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
  }

  /// The same JPEG claiming another size.
  static byte[] jpegOfSize(int width, int height) {
    byte[] jpeg = file("jpeg");
    for (int i = 0; i + 9 < jpeg.length; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
        ByteBuffer.wrap(jpeg).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
        return jpeg;
      }
    }
    throw new IllegalStateException("no frame header");
  }

  /// The same JPEG with another coding or precision in its frame header.
  static byte[] jpegOfFrame(int marker, int bits) {
    byte[] jpeg = file("jpeg");
    for (int i = 0; i + 9 < jpeg.length; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
        jpeg[i + 1] = (byte) marker;
        jpeg[i + 4] = (byte) bits;
        return jpeg;
      }
    }
    throw new IllegalStateException("no frame header");
  }

  /// `format` as its writer does it in several passes: progressive JPEG, interlaced PNG.
  static byte[] inPasses(String format, BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    var out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
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

  /// Two megabytes that inflate to two gigabytes: one block of zeros again and again, and no end.
  static byte[] bomb() {
    var deflater = new Deflater();
    byte[] block = new byte[1 << 20];
    deflater.setInput(new byte[16 << 20]);
    byte[] first =
        Arrays.copyOf(block, deflater.deflate(block, 0, block.length, Deflater.FULL_FLUSH));
    deflater.setInput(new byte[16 << 20]);
    byte[] next =
        Arrays.copyOf(block, deflater.deflate(block, 0, block.length, Deflater.FULL_FLUSH));
    deflater.end();
    byte[][] parts = new byte[130][];
    Arrays.fill(parts, next);
    parts[0] = first;
    return join(parts);
  }

  static byte[] pngOfSize(int width, int height) {
    byte[] png = file("png");
    ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    var crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    return png;
  }

  /// Big-endian TIFF structures with an orientation, a maker, a program and a GPS latitude.
  static byte[] exif(int orientation) {
    ByteBuffer b = ByteBuffer.allocate(300);
    b.put(ascii("Exif\0\0MM\0*")).putInt(8);
    b.putShort((short) 4);
    entry(b, 0x010f, 2, 6, 100);
    entry(b, 0x0112, 3, 1, orientation << 16);
    entry(b, 0x0131, 2, 10, 110);
    entry(b, 0x8825, 4, 1, 130);
    b.putInt(0);
    put(b, 100, "Makes\0");
    put(b, 110, "Photoshop\0");
    b.position(6 + 130);
    b.putShort((short) 1);
    entry(b, 2, 5, 3, 160);
    b.putInt(0);
    b.position(6 + 160);
    b.putInt(45).putInt(1).putInt(30).putInt(1).putInt(0).putInt(1);
    return Arrays.copyOf(b.array(), b.position());
  }

  private static void entry(ByteBuffer b, int tag, int type, int count, int value) {
    b.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static void put(ByteBuffer b, int offset, String text) {
    b.position(6 + offset);
    b.put(ascii(text));
  }
}
