package nightjar.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import nightjar.base.Bytes;
import nightjar.cli.sticker.Sticker;
import nightjar.pictures.simulated.Scene;
import nightjar.recovery.console.InfoScreen;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.recovery.identity.SerialNumber;
import nightjar.recovery.picture.InfoPicture;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;
import nightjar.recovery.wire.RequestCode;
import nightjar.recovery.wire.Suite;

/// A recorder that one seed makes up, and its two pictures.
/// Owned by the main thread.
final class Posed {
  /// Of new device IDs.
  private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPRSTVWXYZ";

  private static final String PORTAL = "https://portal.example/reset";
  private static final int[][] MONITORS = {{1366, 768}, {1920, 1080}, {1920, 1200}, {2560, 1440}};
  private static final int LABEL_DPI = 400;

  private final SplittableRandom random;
  private final DeviceIdentity device;
  private final LocalDate date;
  private final BufferedImage screen;
  private final PosedPicture infoScreen;
  private final PosedPicture sticker;

  Posed(long seed) {
    random = new SplittableRandom(seed);
    device =
        new DeviceIdentity(
            random.nextInt(3) == 0 ? "NJR-1" : model(),
            "DEV-" + symbols(5) + "-" + symbols(5) + "-" + symbols(3),
            new SerialNumber(
                    "N" + "JDX".charAt(random.nextInt(3)),
                    random.nextInt(100),
                    2020 + random.nextInt(10),
                    1 + random.nextInt(52),
                    random.nextInt(1_000_000))
                .text());
    date = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(2000));
    int[] monitor = MONITORS[random.nextInt(MONITORS.length)];
    String link = PORTAL + "#" + payload();
    screen = InfoPicture.draw(info(link), locale(), List.of(), monitor[0], monitor[1]);
    infoScreen = PosedPicture.of(screen, Scene.handHeld(random, true), link, screenLines(monitor));
    var label = new Sticker(device);
    sticker =
        PosedPicture.of(label(label), Scene.handHeld(random, false), label.qrText(), labelLines());
  }

  DeviceIdentity device() {
    return device;
  }

  LocalDate date() {
    return date;
  }

  PosedPicture infoScreen() {
    return infoScreen;
  }

  PosedPicture sticker() {
    return sticker;
  }

  /// What live capture sends: a smaller picture of the same screen.
  Bytes frame() {
    Scene near = Scene.handHeld(new SplittableRandom(date.toEpochDay()), true);
    Scene small =
        new Scene(
            960, 0.95, near.turn() / 2, 0, 0, 0.6, 0, 0, 0, 0, 0.1, 0.9, near.noise(), 70, true, 1);
    return PosedPicture.of(screen, small, "", List.of()).jpeg();
  }

  private Locale locale() {
    return random.nextBoolean() ? Locale.FRENCH : Locale.ENGLISH;
  }

  /// As makers write them: letters and digits at fixed places.
  private String model() {
    char letter = "ABCDEFHKMNPRTX".charAt(random.nextInt(14));
    return "N%03d%c%02d".formatted(random.nextInt(1000), letter, random.nextInt(100));
  }

  private String symbols(int n) {
    var text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      text.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
    }
    return text.toString();
  }

  private InfoScreen info(String link) {
    String now =
        OffsetDateTime.of(date, LocalTime.of(random.nextInt(24), 7), ZoneOffset.ofHours(-5))
            .toString();
    return new InfoScreen(
        device.model(),
        device.deviceId(),
        device.serial(),
        now,
        "1.4.2",
        12,
        12,
        PORTAL,
        new InfoScreen.Recovery("QW3E-7HJK-2M5T-9XB6", link, date.toString(), now, 5, false));
  }

  /// Signed with random bytes: reading needs their number only, and the seed must say everything.
  private String payload() {
    byte[] signature = new byte[64];
    random.nextBytes(signature);
    var body =
        new QrBody(
            Suite.P256,
            device,
            RequestCode.fresh(random),
            date,
            Purpose.KEEP,
            "1.4.2",
            1,
            random.nextInt(60));
    return QrPayload.write(body, message -> signature);
  }

  /// Where [InfoPicture] writes the four values: 19 signs of 2.17 units at most, capitals 2.6 high.
  private static List<PosedPicture.Line> screenLines(int[] monitor) {
    double unit = monitor[1] / 90.0;
    double left = 0.05 * monitor[0];
    List<PosedPicture.Line> lines = new ArrayList<>();
    for (double y : new double[] {17.2, 26.8, 36.4, 46.0}) {
      lines.add(new PosedPicture.Line(left, left + 41.2 * unit, y * unit, 2.6 * unit));
    }
    return lines;
  }

  private static List<PosedPicture.Line> labelLines() {
    double mm = LABEL_DPI / 25.4;
    double point = LABEL_DPI / 72.0;
    List<PosedPicture.Line> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double baseline = 3 * mm + (36 + 25 * i) * point;
      lines.add(new PosedPicture.Line(3 * mm, 46 * mm, baseline, 6.8 * point));
    }
    return lines;
  }

  private static BufferedImage label(Sticker sticker) {
    try {
      return ImageIO.read(new ByteArrayInputStream(sticker.png(LABEL_DPI)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
