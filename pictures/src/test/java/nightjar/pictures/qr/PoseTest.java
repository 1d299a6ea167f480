package nightjar.pictures.qr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import nightjar.base.json.Json;
import nightjar.base.time.SystemClock;
import nightjar.pictures.image.Gray;
import nightjar.pictures.reading.Hashes;
import nightjar.pictures.reading.Pose;
import nightjar.pictures.simulated.Photograph;
import nightjar.pictures.simulated.Scene;
import nightjar.recovery.qr.QrCode;
import org.junit.jupiter.api.Test;

class PoseTest {
  private static final int SIDE = 1000;

  private final QrReader reader = new QrReader(new SystemClock());

  @Test
  void acceptance21_aCopyCroppedTurnedOrScaledIsKnownAgainAndAnotherRecordersPictureIsNot()
      throws IOException {
    List<Pose> seen = new ArrayList<>();
    for (int seed = 1; seed <= 2; seed++) {
      BufferedImage photograph = photograph(label("recorder " + seed), seed);
      Pose pose = pose(Gray.of(photograph));
      assertThat(pose.code()).as("seed " + seed).isNotEmpty();
      assertThat(pose(cropped(Gray.of(photograph))))
          .as("cropped, seed " + seed)
          .matches(pose::same);
      assertThat(pose(Gray.of(turned(photograph, 3, 1))))
          .as("turned, seed " + seed)
          .matches(pose::same);
      assertThat(pose(Gray.of(turned(photograph, 0, 0.6))))
          .as("scaled, seed " + seed)
          .matches(pose::same);
      assertThat(seen).as("seed " + seed).noneMatch(pose::same);
      seen.add(pose);
    }
  }

  @Test
  void anotherPhotographOfTheSameCodeIsNoCopy() throws IOException {
    Pose one = pose(Gray.of(photograph(label("recorder"), 1)));
    Pose two = pose(Gray.of(photograph(label("recorder"), 2)));
    assertThat(two.code()).isEqualTo(one.code()).isNotEmpty();
    assertThat(two.same(one)).isFalse();
  }

  @Test
  void picturesWithoutACodeAreNotAlikeForThat() {
    assertThat(Pose.UNKNOWN.same(Pose.UNKNOWN)).isFalse();
    assertThat(QrFound.pose(List.of())).isEqualTo(Pose.UNKNOWN);
  }

  @Test
  void aReadingOfBeforeThereWerePosesIsRead() {
    String kept = "{\"sha256\":\"aa\",\"dHash\":1,\"pHash\":2}";
    assertThat(new Json().read(kept, Hashes.class, "test")).isEqualTo(new Hashes("aa", 1, 2));
  }

  private Pose pose(Gray picture) {
    return QrFound.pose(reader.read(picture, Duration.ofSeconds(60)));
  }

  /// A code with a margin around it.
  private static BufferedImage label(String text) {
    QrCode code = QrCode.of(text, QrCode.Robustness.PAPER);
    var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, SIDE, SIDE);
    g.setColor(Color.BLACK);
    int unit = SIDE / 2 / code.size();
    for (int y = 0; y < code.size(); y++) {
      for (int x = 0; x < code.size(); x++) {
        if (code.isDark(x, y)) {
          g.fillRect(SIDE / 4 + x * unit, SIDE / 4 + y * unit, unit, unit);
        }
      }
    }
    g.dispose();
    return image;
  }

  private static BufferedImage photograph(BufferedImage subject, long seed) throws IOException {
    Scene scene = Scene.handHeld(new SplittableRandom(seed), false);
    byte[] jpeg = Photograph.of(subject, scene).jpeg().toArray();
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  /// A tenth of each side is gone.
  private static Gray cropped(Gray picture) {
    int x = picture.width() / 10;
    int y = picture.height() / 10;
    return picture.crop(x, y, picture.width() - 2 * x, picture.height() - 2 * y);
  }

  private static BufferedImage turned(BufferedImage picture, double degrees, double scale) {
    int w = (int) (picture.getWidth() * scale);
    int h = (int) (picture.getHeight() * scale);
    var out = new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.rotate(Math.toRadians(degrees), w / 2.0, h / 2.0);
    g.scale(scale, scale);
    g.drawImage(picture, 0, 0, null);
    g.dispose();
    return out;
  }
}
