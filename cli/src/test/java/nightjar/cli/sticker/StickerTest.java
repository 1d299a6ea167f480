package nightjar.cli.sticker;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import nightjar.recovery.identity.DeviceIdentity;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class StickerTest {
  private final Sticker sticker =
      new Sticker(new DeviceIdentity("NJR-1", "DEV-7F3K9-1QZ4B-7MX", "NJ0126470012340"));

  @Test
  void pdfSaysTheThreeNamesInTheWordsOfTheForm() throws IOException {
    try (var document = Loader.loadPDF(sticker.pdf())) {
      String text = new PDFTextStripper().getText(document);
      assertThat(text)
          .contains("Model Number", "NJR-1")
          .contains("Device ID", "DEV-7F3K9-1QZ4B-7MX")
          .contains("Serial Number", "NJ01 2647 0012 340")
          .contains("Numéro de série");
      assertThat(document.getNumberOfPages()).isEqualTo(1);
    }
  }

  @Test
  void qrCodeReadsBackFromThePrint() throws IOException {
    assertThat(Photograph.read(picture(300)))
        .contains("NVR1-LABEL:NJR-1:DEV-7F3K9-1QZ4B-7MX:NJ0126470012340");
  }

  @Test
  void qrCodeReadsBackFromPhotographsInAHand() throws IOException {
    BufferedImage print = picture(300);
    int read = 0;
    for (int seed = 0; seed < 30; seed++) {
      BufferedImage photo = new Photograph(seed).of(print, 1000, false);
      read += Photograph.read(photo).filter(sticker.qrText()::equals).isPresent() ? 1 : 0;
    }
    assertThat(read).as("of 30").isGreaterThanOrEqualTo(29);
  }

  @Test
  void longestNamesStayClearOfTheQrCode() throws IOException {
    var longest = new Sticker(new DeviceIdentity("W".repeat(32), "M".repeat(32), "9".repeat(32)));
    BufferedImage print = ImageIO.read(new ByteArrayInputStream(longest.png(300)));
    assertThat(Photograph.read(print)).contains(longest.qrText());
  }

  private BufferedImage picture(int dotsPerInch) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(sticker.png(dotsPerInch)));
  }
}
