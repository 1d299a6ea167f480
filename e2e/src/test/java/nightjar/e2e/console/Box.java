package nightjar.e2e.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.Client;
import nightjar.accounts.NewPerson;
import nightjar.accounts.SetupOutcome;
import nightjar.accounts.SignInOutcome;
import nightjar.accounts.SiteFacts;
import nightjar.accounts.password.Password;
import nightjar.base.Fault;
import nightjar.cli.kiosk.Kiosk;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.monitor.MonitorServer;
import nightjar.recorder.wayback.WayBack;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import org.junit.jupiter.api.Assumptions;

/// A recorder with one administrator, `ada`, and the way to stand before it. Owned by one test.
final class Box implements AutoCloseable {
  static final String OLD = "seven Quiet lighthouses 4!";
  static final Client WEB = Client.of(java.net.InetAddress.getLoopbackAddress(), "test");

  final LeapClock clock = new LeapClock();
  final Maker maker;
  final Accounts accounts;
  final String cookie;
  private final Path folder;
  private final Recorder recorder;
  private WayBack wayBack;

  Box(Path temporary) throws IOException {
    Path data = Files.createDirectory(temporary.resolve("data"));
    folder = Files.createDirectory(data.resolve(".nightjar"));
    maker = new Maker(Files.createDirectory(temporary.resolve("maker")), clock);
    maker.takesIn(
        DeviceFolder.open(
            folder, DeviceFolder.Given.NOTHING, LocalDate.of(2026, 11, 22), new Random(1)));
    Files.writeString(folder.resolve("device").resolve("authority.json"), maker.trust());
    Store.init(new LocalDisk(data), new Random(2));
    recorder =
        Recorder.start(
            RecorderConfig.defaults(), data, clock, new Random(3), (_, _, _) -> {}, _ -> {});
    var site = new SiteFacts(ZoneId.of("UTC"), List.of());
    accounts = Accounts.open(folder, AccountsConfig.of(() -> site), clock, new SecureRandom());
    var person = new NewPerson("ada", "Ada", null, Password.of(OLD));
    String link = accounts.setup().offer().orElseThrow();
    cookie = ((SetupOutcome.Done) accounts.setup().complete(link, person, WEB)).signedIn().cookie();
    wayBack = start();
  }

  /// A browser in front of it, of this many pixels.
  Kiosk kiosk(int width, int height) {
    try {
      return Kiosk.open(
          Kiosk.browser(Optional.empty()),
          List.of("--headless=new", "--lang=en", "--window-size=" + width + "," + height),
          Locale.ENGLISH,
          WayBack.socket(folder),
          Optional.of(MonitorServer.socket(folder)));
    } catch (Fault fault) {
      Assumptions.abort(String.valueOf(fault.getMessage()));
      throw fault;
    }
  }

  /// The recorder's way back alone ends and begins, as when the program is started again.
  void restart() {
    wayBack.close();
    wayBack = start();
  }

  boolean letsIn(String password) {
    return accounts.signIn().password("ada", Password.of(password), false, WEB)
        instanceof SignInOutcome.Done;
  }

  private WayBack start() {
    return WayBack.start(folder, accounts, recorder, "0.1.0", clock, (_, _, _) -> {});
  }

  @Override
  public void close() {
    wayBack.close();
    accounts.close();
    recorder.close();
    maker.close();
  }
}
