package nightjar.recovery.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import nightjar.base.Fault;
import nightjar.recovery.console.InfoScreen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class InfoPictureTest {
  private static final String LINK =
      "https://portal.example/reset#NVR1:" + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".repeat(9);

  @Test
  void theCodeIsHalfAsHighAsTheScreenAndReadable() throws Exception {
    for (int[] size : new int[][] {{1366, 768}, {1920, 1080}, {3840, 2160}}) {
      BufferedImage screen = draw(live(), size[0], size[1]);
      byte[] gray = new byte[size[0] * size[1]];
      for (int i = 0; i < gray.length; i++) {
        gray[i] = (byte) screen.getRGB(i % size[0], i / size[0]);
      }
      var source =
          new PlanarYUVLuminanceSource(gray, size[0], size[1], 0, 0, size[0], size[1], false);
      assertThat(new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText())
          .isEqualTo(LINK);
    }
  }

  @Test
  void withoutARecoveryThereIsNoCodeAndTheGroundIsNotWhite() {
    BufferedImage screen = draw(null, 1920, 1080);
    assertThat(screen.getRGB(5, 5) & 0xffffff).isEqualTo(0xe8e8e8);
    for (int x = 1100; x < 1900; x++) {
      for (int y = 200; y < 700; y++) {
        assertThat(screen.getRGB(x, y) & 0xffffff).isEqualTo(0xe8e8e8);
      }
    }
  }

  @Test
  void aSizeThatNoScreenHasIsRefused() {
    assertThatThrownBy(() -> InfoPicture.draw(info(null), Locale.ENGLISH, List.of(), 99, 99))
        .isInstanceOf(Fault.class);
  }

  private static InfoScreen.Recovery live() {
    return new InfoScreen.Recovery(
        "QW3E-7HJK-2M5T-9XB6", LINK, "2026-11-22", "2026-11-22T14:00:00-05:00", 5, false);
  }

  private static BufferedImage draw(InfoScreen.@Nullable Recovery live, int width, int height) {
    try {
      return InfoPicture.draw(info(live), Locale.FRENCH, List.of("Une ligne"), width, height);
    } catch (Fault e) {
      Assumptions.assumeFalse(e.kind() == Fault.Kind.UNSUPPORTED, e.getMessage());
      throw e;
    }
  }

  private static InfoScreen info(InfoScreen.@Nullable Recovery live) {
    return new InfoScreen(
        "N843A82",
        "DEV-7F3K9-1QZ0X-ABC",
        "NJ0126470012340",
        "2026-11-22T14:05:00-05:00",
        "1.4.2",
        12,
        12,
        "https://portal.example/reset",
        live);
  }
}
