package nightjar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import nightjar.base.Bytes;
import nightjar.pictures.reading.Intake;
import nightjar.pictures.reading.Look;
import nightjar.pictures.reading.Reading;
import nightjar.pictures.reading.Refusal;
import nightjar.recovery.qr.QrCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PicturesTest {
  private static final String TEXT = "https://portal.example/reset#NVR1:ABCDEFGH";

  private Pictures pictures;

  @BeforeAll
  void open(@TempDir Path work) {
    pictures = Pictures.open(work, (event, subject, detail) -> {});
  }

  @AfterAll
  void close() {
    pictures.close();
  }

  @Test
  void aPngWithACodeBecomesAJpegAndTheCodeIsRead() throws IOException {
    assertThat(pictures.take(code("png")))
        .isInstanceOfSatisfying(
            Intake.Taken.class,
            taken -> {
              assertThat(taken.reading().codes()).containsExactly(TEXT);
              assertThat(taken.picture().width()).isEqualTo(640);
              assertThat(taken.picture().jpeg().at(0)).isEqualTo(0xff);
            });
  }

  @Test
  void aFrameOfLiveCaptureIsGlancedAt() throws IOException {
    assertThat(pictures.look(code("jpeg")))
        .isInstanceOfSatisfying(Look.Seen.class, seen -> assertThat(seen.code()).contains(TEXT));
  }

  @Test
  void textIsRefusedAndTheWorkerGoesOn() throws IOException {
    Bytes html = Bytes.of("<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII));
    assertThat(pictures.take(html)).isEqualTo(new Intake.Refused(Refusal.NOT_A_PICTURE));
    assertThat(pictures.take(code("png"))).isInstanceOf(Intake.Taken.class);
  }

  @Test
  void noBytesAreNoPicture() {
    assertThat(pictures.take(Bytes.empty())).isEqualTo(new Intake.Refused(Refusal.NOT_A_PICTURE));
  }

  @Test
  void aReadingSurvivesBeingStored() throws IOException {
    var taken = (Intake.Taken) pictures.take(code("png"));
    var json = new nightjar.base.json.Json();
    assertThat(json.read(json.write(taken.reading()), Reading.class, "test"))
        .isEqualTo(taken.reading());
  }

  private static Bytes code(String format) throws IOException {
    QrCode code = QrCode.of(TEXT, QrCode.Robustness.SCREEN);
    var image = new BufferedImage(640, 480, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 640, 480);
    g.setColor(Color.BLACK);
    for (int y = 0; y < code.size(); y++) {
      for (int x = 0; x < code.size(); x++) {
        if (code.isDark(x, y)) {
          g.fillRect(100 + x * 8, 60 + y * 8, 8, 8);
        }
      }
    }
    g.dispose();
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return Bytes.of(out.toByteArray());
  }
}
