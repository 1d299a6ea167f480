package nightjar.portal;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import nightjar.pictures.simulated.Photograph;
import nightjar.pictures.simulated.Scene;
import nightjar.recovery.console.InfoScreen;
import nightjar.recovery.picture.InfoPicture;
import nightjar.recovery.qr.QrCode;

/// What people upload: photographs of a recorder's screen and label, and tricks.
final class Photographs {
  private Photographs() {}

  static byte[] infoScreen(World world, String shown) {
    var names = world.device.identity();
    String now =
        Instant.ofEpochMilli(world.clock.wallMicros() / 1_000).atOffset(ZoneOffset.UTC).toString();
    var recovery = new InfoScreen.Recovery("QW3E-7HJK-2M5T-9XB6", shown, "", now, 5, false);
    var info =
        new InfoScreen(
            names.model(), names.deviceId(), names.serial(), now, "0.1.0", 1, 1, "", recovery);
    return photographed(InfoPicture.draw(info, Locale.ENGLISH, List.of(), 1920, 1080), 4);
  }

  /// The three names and their code, black on white.
  static byte[] sticker(World world) {
    var names = world.device.identity();
    var image = new BufferedImage(1400, 700, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 1400, 700);
    g.setColor(Color.BLACK);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 44));
    String[] lines = {
      "Model Number", names.model(), "Device ID", names.deviceId(), "Serial Number", names.serial()
    };
    for (int i = 0; i < lines.length; i++) {
      g.drawString(lines[i], 60, 110 + 95 * i);
    }
    QrCode code =
        QrCode.of(
            "NVR1-LABEL:" + names.model() + ":" + names.deviceId() + ":" + names.serial(),
            QrCode.Robustness.PAPER);
    for (int y = 0; y < code.size(); y++) {
      for (int x = 0; x < code.size(); x++) {
        if (code.isDark(x, y)) {
          g.fillRect(800 + x * 14, 100 + y * 14, 14, 14);
        }
      }
    }
    g.dispose();
    return photographed(image, 5);
  }

  private static byte[] photographed(BufferedImage subject, long seed) {
    return Photograph.of(subject, Scene.handHeld(new SplittableRandom(seed), false))
        .jpeg()
        .toArray();
  }

  /// The same picture, decoded and compressed once more.
  static byte[] savedAgain(byte[] jpeg) {
    try {
      return file(ImageIO.read(new ByteArrayInputStream(jpeg)), "png");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A fifth is gone on the left and a tenth at the top.
  static byte[] cropped(byte[] jpeg) {
    try {
      BufferedImage whole = ImageIO.read(new ByteArrayInputStream(jpeg));
      int x = whole.getWidth() / 5;
      int y = whole.getHeight() / 10;
      return file(whole.getSubimage(x, y, whole.getWidth() - x, whole.getHeight() - y), "jpg");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// By the reason for which they are refused.
  static Map<String, byte[]> tricks() {
    byte[] small = file(new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR), "png");
    Map<String, byte[]> tricks = new LinkedHashMap<>();
    tricks.put("not_a_picture", ascii("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"));
    tricks.put("other_kind", ascii("GIF89a\1\0\1\0\0\0\0;"));
    tricks.put("too_small", small);
    tricks.put("polyglot", join(World.picture(1), ascii("%PDF-1.7\n1 0 obj<<>>endobj")));
    tricks.put("too_many_pixels", bomb());
    tricks.put("damaged", Arrays.copyOf(World.picture(1), 400));
    return tricks;
  }

  /// A PNG of a few hundred bytes that claims 8000 x 7501 pixels: just over 60 million.
  private static byte[] bomb() {
    byte[] png = file(new BufferedImage(400, 300, BufferedImage.TYPE_BYTE_GRAY), "png");
    ByteBuffer.wrap(png).putInt(16, 8000).putInt(20, 7501);
    var crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    return png;
  }

  /// With an EXIF segment that names a camera and a place: 45 degrees 30 minutes north.
  static byte[] withPosition(byte[] jpeg) {
    ByteBuffer b = ByteBuffer.allocate(200);
    b.put(ascii("Exif\0\0MM\0*")).putInt(8).putShort((short) 2);
    b.putShort((short) 0x010f).putShort((short) 2).putInt(6).putInt(60);
    b.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(80).putInt(0);
    b.position(6 + 60);
    b.put(ascii("Makes\0"));
    b.position(6 + 80);
    b.putShort((short) 1).putShort((short) 2).putShort((short) 5).putInt(3).putInt(110).putInt(0);
    b.position(6 + 110);
    b.putInt(45).putInt(1).putInt(30).putInt(1).putInt(0).putInt(1);
    byte[] exif = Arrays.copyOf(b.array(), b.position());
    byte[] head =
        ByteBuffer.allocate(4).putShort((short) 0xffe1).putShort((short) (exif.length + 2)).array();
    return join(Arrays.copyOf(jpeg, 2), head, exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  private static byte[] file(BufferedImage image, String format) {
    try {
      var out = new ByteArrayOutputStream();
      ImageIO.write(image, format, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
