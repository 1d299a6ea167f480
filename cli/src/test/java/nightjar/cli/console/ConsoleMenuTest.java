package nightjar.cli.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import nightjar.base.Bytes;
import nightjar.base.time.FakeClock;
import nightjar.cli.sticker.Photograph;
import nightjar.recovery.console.ConsoleClient;
import nightjar.recovery.console.InfoScreen;
import nightjar.recovery.console.Request;
import nightjar.recovery.console.server.ConsoleServer;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.device.FakeAdministrators;
import nightjar.recovery.device.FakeFootage;
import nightjar.recovery.device.FakeRecoveryStore;
import nightjar.recovery.device.RecoveryDevice;
import nightjar.recovery.device.VendorKey;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.QrPayload;
import nightjar.recovery.wire.RecoveryKey;
import nightjar.recovery.wire.Suite;
import nightjar.recovery.wire.TemporaryPassword;
import nightjar.recovery.wire.Transcript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole way at the console, over the real socket: what is pressed, what is seen.
class ConsoleMenuTest {
  private static final KeyPair VENDOR = Crypto.pair(RawKeys.P256);
  private static final Bytes VENDOR_PUBLIC = RawKeys.P256.raw(VENDOR.getPublic());

  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-14T10:00:00Z"));
  private final FakeAdministrators administrators = new FakeAdministrators("Ada", "of old");
  private final DeviceFolder device;
  private final ConsoleServer server;
  private final ConsoleClient client;
  private final ConsoleMenu menu;
  private int columns = 80;
  private int rows = 24;
  private final FakeFootage footage = new FakeFootage();

  ConsoleMenuTest(@TempDir Path data) {
    device =
        DeviceFolder.open(
            data, DeviceFolder.Given.NOTHING, LocalDate.of(2026, 3, 14), new Random(1));
    RecoveryDevice recovery =
        RecoveryDevice.open(
            new RecoveryDevice.Parts(
                device.identity(),
                device.key(),
                List.of(new VendorKey(7, VENDOR_PUBLIC)),
                "0.1.0",
                ZoneOffset.UTC,
                new FakeRecoveryStore(),
                administrators,
                footage,
                clock,
                new Random(2),
                (_, _, _) -> {}));
    Path socket = data.resolve("run/console.sock");
    var facts =
        new ConsoleServer.Facts(
            "0.1.0",
            "HTTPS://NIGHTJAR.EXAMPLE/RESET",
            ZoneOffset.UTC,
            () -> new ConsoleServer.Cameras(12, 12));
    server = ConsoleServer.start(socket, recovery, facts, clock, (_, _, _) -> {});
    client = ConsoleClient.connect(socket);
    menu = new ConsoleMenu(client::ask, Words.of(Locale.ENGLISH), Words.of(Locale.FRENCH), false);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void wholeWayByKeyboardAtEightyByTwentyFour() {
    press(Input.Key.INFO);
    assertThat(text())
        .contains("Model Number", "NJR-1")
        .contains("Device ID", device.identity().deviceId())
        .contains("Serial Number", "NJ01 26")
        .contains("Date", "March 14, 2026")
        .doesNotContain("Request code");
    choose("Forgot password");
    choose("Start");
    assertThat(text()).contains("Request code", "5 tries left", "Recording 12 of 12");
    choose("Enter temporary password");
    type(code());
    choose("Next");
    assertThat(text()).contains("New password of Ada");
    type("short");
    assertThat(text()).contains("At least 12 characters.");
    type(" no more, this one");
    choose("Save settings");
    assertThat(text()).contains("Password changed.");
    assertThat(administrators.password("Ada")).isEqualTo("short no more, this one");
    choose("Close");
    assertThat(text()).contains("Main Menu");
  }

  @Test
  void codeThatErasesSaysWhatIsLostAndAsksTwice() {
    press(Input.Key.INFO);
    choose("Forgot password");
    choose("Start");
    choose("Enter temporary password");
    type(code(Purpose.ERASE));
    choose("Next");
    assertThat(text()).contains("30 days", "4 cameras");
    choose("Go on");
    assertThat(text()).contains("Erase 30 days of footage of 4 cameras for good?");
    choose("Yes, erase it");
    assertThat(footage.erasures()).isZero();
    assertThat(text()).contains("New password of Ada");
    type("nine loud windmills 5?");
    choose("Save settings");
    assertThat(text()).contains("Password changed.");
    assertThat(footage.erasures()).isEqualTo(1);
  }

  @Test
  void wayOutOfAnErasureChangesNothing() {
    press(Input.Key.INFO);
    choose("Forgot password");
    choose("Start");
    choose("Enter temporary password");
    type(code(Purpose.ERASE));
    choose("Next");
    choose("Keep the footage, change nothing");
    assertThat(text()).contains("Model Number");
    assertThat(footage.erasures()).isZero();
  }

  @Test
  void wholeWayByMouseAndThroughTheMainMenu() {
    click(false, "[ Info ]");
    click(false, "[ Forgot password ]");
    click(false, "[ Start ]");
    String code = code();
    menu.input(new Input.Click(3, 3, true), menu.screen(columns, rows));
    click(false, "[ Main Menu ]");
    click(false, "[ Account Settings ]");
    click(false, "[ Update Password ]");
    type(code.toLowerCase(Locale.ROOT).replace("-", " "));
    click(false, "[ Next ]");
    type("a long enough one");
    click(false, "[ Save settings ]");
    assertThat(administrators.password("Ada")).isEqualTo("a long enough one");
  }

  @Test
  void slipsSayWhatTheyAreAndCostNothing() {
    press(Input.Key.INFO);
    choose("Forgot password");
    choose("Start");
    String request = live().requestCode();
    choose("Enter temporary password");
    type(request);
    choose("Next");
    assertThat(text()).contains("That is the request code of this screen.");
    erase(request.length());
    String code = code();
    type(code.substring(0, 18) + (code.endsWith("7") ? "8" : "7"));
    choose("Next");
    assertThat(text()).contains("One symbol is mistyped.");
    choose("Back");
    assertThat(text()).contains("5 tries left");
  }

  @Test
  void qrCodeOnTheScreenIsReadAndMovesOnEachMinute() {
    columns = 140;
    rows = 50;
    press(Input.Key.INFO);
    choose("Forgot password");
    choose("Start");
    var first = QrPayload.read(Photograph.read(picture()).orElseThrow()).orElseThrow();
    assertThat(first.isSignedBy(device.key().signingPublic())).isTrue();
    assertThat(first.body().tick()).isZero();
    clock.advance(Duration.ofMinutes(1));
    menu.refresh();
    var second = QrPayload.read(Photograph.read(picture()).orElseThrow()).orElseThrow();
    assertThat(second.body().tick()).isEqualTo(1);
    assertThat(second.body().request()).isEqualTo(first.body().request());
  }

  @Test
  void frenchKeepsTheFourLabelsAndSaysTheRestInFrench() {
    choose("Français");
    press(Input.Key.INFO);
    assertThat(text())
        .contains("Model Number", "Numéro de modèle", "14 mars 2026")
        .contains("Mot de passe oublié");
  }

  @ParameterizedTest
  @ValueSource(strings = {"80x24", "40x12", "20x5", "1x1", "200x60"})
  void everyPageFitsEveryTerminal(String size) {
    columns = Integer.parseInt(size.split("x", 2)[0]);
    rows = Integer.parseInt(size.split("x", 2)[1]);
    var random = new Random(4);
    for (int i = 0; i < 400; i++) {
      Screen screen = menu.screen(columns, rows);
      assertThat(screen.lines()).hasSize(rows).allMatch(line -> line.length() == columns);
      Input input =
          switch (random.nextInt(4)) {
            case 0 -> new Input.Press(Input.Key.DOWN);
            case 1 -> new Input.Typed('a' + random.nextInt(16));
            case 2 -> new Input.Click(random.nextInt(columns), random.nextInt(rows), i % 7 == 0);
            default -> new Input.Press(Input.Key.ENTER);
          };
      menu.input(input, screen);
    }
  }

  private String code() {
    return code(Purpose.KEEP);
  }

  private String code(Purpose purpose) {
    var challenge = QrPayload.read(live().link()).orElseThrow().body();
    Bytes own = device.key().agreementPublic();
    byte[] z = Crypto.agree(RawKeys.P256, VENDOR.getPrivate(), own);
    try (RecoveryKey key =
        RecoveryKey.fromAgreement(z, device.identity().deviceId(), own, VENDOR_PUBLIC)) {
      return TemporaryPassword.derive(
              key,
              new Transcript(
                  Suite.P256,
                  device.identity(),
                  challenge.request(),
                  challenge.dateShown(),
                  0,
                  purpose,
                  Transcript.ADMINISTRATORS))
          .reveal();
    }
  }

  private InfoScreen.Recovery live() {
    InfoScreen info = requireNonNull(client.ask(Request.of(Request.Ask.INFO)).info());
    return requireNonNull(info.recovery());
  }

  private void press(Input.Key key) {
    menu.input(new Input.Press(key), menu.screen(columns, rows));
  }

  /// Goes down to the choice and presses Enter.
  private void choose(String label) {
    for (int i = 0; i < 10; i++) {
      if (text().contains("> [ " + label + " ]")) {
        press(Input.Key.ENTER);
        return;
      }
      press(Input.Key.DOWN);
    }
    throw new AssertionError(label + " is not to be chosen:\n" + text());
  }

  private void click(boolean right, String what) {
    Screen screen = menu.screen(columns, rows);
    for (int row = 0; row < screen.lines().size(); row++) {
      int column = screen.lines().get(row).indexOf(what);
      if (column >= 0) {
        menu.input(new Input.Click(column, row, right), screen);
        return;
      }
    }
    throw new AssertionError(what + " is not there:\n" + text());
  }

  private void type(String text) {
    text.codePoints().forEach(c -> menu.input(new Input.Typed(c), menu.screen(columns, rows)));
  }

  private void erase(int count) {
    for (int i = 0; i < count; i++) {
      press(Input.Key.BACKSPACE);
    }
  }

  private String text() {
    return String.join("\n", menu.screen(columns, rows).lines());
  }

  /// The right half of the screen as a camera would see it: each character is two cells, light where it is drawn.
  private BufferedImage picture() {
    List<String> lines = menu.screen(columns, rows).lines();
    int scale = 4;
    var picture = new BufferedImage(columns * scale, rows * 2 * scale, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < rows * 2 * scale; y++) {
      for (int x = 48 * scale; x < columns * scale; x++) {
        char c = lines.get(y / scale / 2).charAt(x / scale);
        boolean top = y / scale % 2 == 0;
        boolean light = c == '█' || (c == '▀' && top) || (c == '▄' && !top);
        picture.setRGB(x, y, light ? 0xe8e8e8 : 0);
      }
    }
    return picture;
  }
}
