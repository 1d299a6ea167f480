package nightjar.pictures.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import nightjar.pictures.reading.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanerTest {
  @Test
  void exifIsReadOnceAndNeverKept() {
    byte[] upload = Hostile.withSegment(Hostile.file("jpeg"), 0xe1, Hostile.exif(1));
    Cleaner.Cleaned.Image image = image(upload);
    assertThat(image.camera().make()).isEqualTo("Makes");
    assertThat(image.camera().software()).isEqualTo("Photoshop");
    assertThat(image.camera().hadPosition()).isTrue();
    String out = new String(Cleaner.jpeg(image.pixels()), StandardCharsets.ISO_8859_1);
    assertThat(out).doesNotContain("Exif", "Makes", "Photoshop");
  }

  @Test
  void aPngSaysWhatItsExifChunkSays() {
    byte[] exif = Hostile.exif(1);
    byte[] upload =
        Hostile.withChunk(Hostile.file("png"), "eXIf", Arrays.copyOfRange(exif, 6, exif.length));
    assertThat(image(upload).camera().make()).isEqualTo("Makes");
    assertThat(image(upload).camera().hadPosition()).isTrue();
  }

  @Test
  void whatPixelsDoNotNeedIsNeverInflated() {
    byte[] bomb = Hostile.bomb();
    byte[] png = Hostile.file("png");
    for (String[] chunk :
        new String[][] {
          {"zTXt", "Comment\0\0"},
          {"iTXt", "XML:com.adobe.xmp\0\1\0\0\0"},
          {"iCCP", "profile\0\0"}
        }) {
      image(Hostile.withChunk(png, chunk[0], Hostile.join(Hostile.ascii(chunk[1]), bomb)));
    }
  }

  @Test
  void picturesInPassesAndOfSixteenBitsAreTaken() {
    image(Hostile.inPasses("jpeg", Hostile.scene()));
    image(Hostile.inPasses("png", Hostile.scene()));
    image(Hostile.inPasses("png", new BufferedImage(400, 300, BufferedImage.TYPE_USHORT_GRAY)));
  }

  @Test
  void exifThatGoesInCirclesOrClaimsTooMuchCostsThePictureNothing() {
    for (int tag : new int[] {0x8769, 0x8825, 0x010f}) {
      ByteBuffer exif = ByteBuffer.allocate(32).put(Hostile.ascii("Exif\0\0MM\0*")).putInt(8);
      exif.putShort((short) 1).putShort((short) tag).putShort((short) 4);
      exif.putInt(tag == 0x010f ? Integer.MAX_VALUE : 1).putInt(8).putInt(8);
      image(Hostile.withSegment(Hostile.file("jpeg"), 0xe1, exif.array()));
    }
  }

  /// Where the red quarter, top left as stored, stands once the picture is upright.
  @ParameterizedTest
  @CsvSource({
    "1, 400, 50, 50", "2, 400, 350, 50", "3, 400, 350, 250", "4, 400, 50, 250",
    "5, 300, 50, 50", "6, 300, 250, 50", "7, 300, 250, 350", "8, 300, 50, 350"
  })
  void picturesAreTurnedUpright(int orientation, int width, int redX, int redY) {
    byte[] upload = Hostile.withSegment(Hostile.file("jpeg"), 0xe1, Hostile.exif(orientation));
    BufferedImage upright = image(upload).pixels();
    assertThat(upright.getWidth()).isEqualTo(width);
    int rgb = upright.getRGB(redX, redY);
    assertThat((rgb >> 16) & 0xff).isGreaterThan(200);
    assertThat(rgb & 0xff).isLessThan(80);
  }

  @Test
  void largePicturesBecomeAtMostThreeThousandPixels() throws IOException {
    var large = new BufferedImage(6000, 4400, BufferedImage.TYPE_BYTE_GRAY);
    var out = new ByteArrayOutputStream();
    ImageIO.write(large, "png", out);
    BufferedImage pixels = image(out.toByteArray()).pixels();
    assertThat(pixels.getWidth()).isEqualTo(3000);
    assertThat(pixels.getHeight()).isEqualTo(2200);
  }

  @Test
  void fourInksBecomeThreeColours() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    WritableRaster raster =
        java.awt.image.Raster.createInterleavedRaster(
            java.awt.image.DataBuffer.TYPE_BYTE, 400, 300, 4, null);
    int[] cyanless = {255, 20, 20, 255};
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 400; x++) {
        raster.setPixel(x, y, cyanless);
      }
    }
    var out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    }
    writer.dispose();
    int rgb = image(out.toByteArray()).pixels().getRGB(200, 150);
    assertThat((rgb >> 16) & 0xff).isGreaterThan(180);
    assertThat(rgb & 0xff).isLessThan(90);
  }

  @Test
  void damageBehindAGoodHeaderIsSaidSo() {
    byte[] png = Hostile.file("png");
    byte[] broken = png.clone();
    Arrays.fill(broken, 45, png.length - 20, (byte) 0x5a);
    assertThat(Cleaner.clean(broken)).isEqualTo(new Cleaner.Cleaned.Refused(Refusal.DAMAGED));
  }

  private static Cleaner.Cleaned.Image image(byte[] upload) {
    Cleaner.Cleaned cleaned = Cleaner.clean(upload);
    assertThat(cleaned).isInstanceOf(Cleaner.Cleaned.Image.class);
    return (Cleaner.Cleaned.Image) cleaned;
  }
}
