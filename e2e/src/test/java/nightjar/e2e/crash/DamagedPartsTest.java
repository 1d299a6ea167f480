package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightjar.accounts.secret.Vault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.e2e.agreement.Tape;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import nightjar.recorder.settings.CameraEntry;
import nightjar.recorder.settings.Documents;
import nightjar.recorder.settings.RecordPlan;
import nightjar.recorder.settings.Settings;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever the recorder keeps beside its footage is damaged: it records, says loudly what is wrong, and throws nothing away. One
/// camera is of the configuration file, one of the settings.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedPartsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final byte[] GARBAGE = new byte[20_000];

  static {
    Arrays.fill(GARBAGE, (byte) '%');
  }

  private Path folder = Path.of("");
  private final Clock clock = new HastyClock();
  private Path whole = Path.of("");
  private Simulator simulator =
      Simulator.start(SimulatorConfig.of(cameras()), clock, new SecureRandom());
  private int number;

  private static List<SimulatedCamera> cameras() {
    var stream =
        new SimulatedStream.Synthetic(Video.H264, 320, 208, 10, 80_000, 10, AudioKind.NONE);
    return Stream.of(1, 2)
        .map(n -> new SimulatedCamera(n, stream, Optional.empty(), new Access.Open(), List.of()))
        .toList();
  }

  /// A recorder's folder as it is after a first day.
  @BeforeAll
  void wholeFolder(@TempDir Path given) throws Exception {
    folder = given;
    whole = Files.createDirectories(folder.resolve("whole"));
    Store.init(new LocalDisk(whole), new SecureRandom());
    Path own = Files.createDirectory(whole.resolve(".nightjar"));
    try (Documents documents = Documents.open(own.resolve(Documents.NAME))) {
      Settings settings =
          new Settings(documents, () -> Vault.open(own.resolve(Vault.NAME), new SecureRandom()));
      settings.put(
          new CameraEntry(
              "settings-camera",
              "Yard",
              simulator.url(2, StreamName.MAIN),
              Optional.empty(),
              Optional.empty(),
              TransportChoice.TCP,
              RecordPlan.ALWAYS,
              Optional.empty(),
              Optional.empty(),
              true,
              1),
          Optional.empty());
    }
    try (LocalRecorder recorder = running(whole)) {
      recorder.awaitFootage("file-camera");
      recorder.awaitFootage("settings-camera");
      Path keys = own.resolve("device").resolve("keys.json");
      assertThat(Tape.wait(PATIENCE, () -> Files.exists(keys))).isTrue();
      assertThat(recorder.end()).isZero();
    }
  }

  @AfterAll
  void end() {
    simulator.close();
  }

  /// What is damaged, the event that says so, and whether the settings' camera is recorded all the same.
  @ParameterizedTest
  @CsvSource({
    "settings.db,         SETTINGS_PUT_ASIDE,     true",
    "accounts.db,         ACCOUNTS_UNAVAILABLE,   true",
    "secret.key,          ACCOUNTS_UNAVAILABLE,   true",
    "device/identity.json, WAY_BACK_UNAVAILABLE,  true",
    "device/keys.json,    WAY_BACK_UNAVAILABLE,   true",
    "device/authority.json, WAY_BACK_UNAVAILABLE, true",
    "device/recovery.json, RECOVERY_STATE_DAMAGED, true",
  })
  void garbageInAnyFileCostsNoFootage(String file, String event, boolean both) throws Exception {
    Path data = copy();
    Path damaged = data.resolve(".nightjar").resolve(file);
    Files.write(damaged, GARBAGE);
    for (String part : List.of("-wal", "-shm")) {
      Files.deleteIfExists(damaged.resolveSibling(damaged.getFileName() + part));
    }
    assertRecords(data, event, both);
    assertThat(kept(data)).as("the damaged bytes are still somewhere").isTrue();
  }

  @Test
  void damagedSettingsWithoutACopyBeginEmpty() throws Exception {
    Path data = copy();
    Files.write(data.resolve(".nightjar").resolve(Documents.NAME), GARBAGE);
    Files.write(data.resolve(".nightjar").resolve(Documents.NAME + ".copy"), GARBAGE);
    assertRecords(data, "SETTINGS_PUT_ASIDE", false);
  }

  @Test
  void emptiedSettingsComeBackFromTheirCopy() throws Exception {
    Path data = copy();
    Files.write(data.resolve(".nightjar").resolve(Documents.NAME), new byte[0]);
    assertRecords(data, "SETTINGS_PUT_ASIDE", true);
  }

  @Test
  void settingsOfANewerProgramAreRefusedAndLeftAlone() throws Exception {
    Path data = copy();
    Path settings = data.resolve(".nightjar").resolve(Documents.NAME);
    sql(settings, "PRAGMA user_version = 99");
    String said = assertRecords(data, "SETTINGS_UNAVAILABLE", false);
    assertThat(said).contains("written by a newer Nightjar (99)", "Start the newer program");
    assertThat(Files.exists(settings)).isTrue();
  }

  @Test
  void accountsOfANewerProgramAreRefusedAndLeftAlone() throws Exception {
    Path data = copy();
    sql(data.resolve(".nightjar/accounts.db"), "UPDATE schema_version SET version = 99");
    assertThat(assertRecords(data, "ACCOUNTS_UNAVAILABLE", true))
        .contains("A newer Nightjar wrote them");
  }

  @Test
  void anOwnFolderThatCannotBeMadeCostsNoFootage() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data" + number++));
    Store.init(new LocalDisk(data), new SecureRandom());
    Files.writeString(data.resolve(".nightjar"), "in the way");
    assertRecords(data, "SETTINGS_UNAVAILABLE", false);
  }

  @Test
  void oneCameraThatCannotBeUsedIsNoHostageTaker() throws Exception {
    Path data = copy();
    sql(
        data.resolve(".nightjar").resolve(Documents.NAME),
        "INSERT INTO document VALUES ('camera', 'broken', 0, '{', NULL, 1)");
    assertRecords(data, "CAMERA_UNUSABLE", true);
  }

  @Test
  void accountsPutBackServeTheWebAppWithoutARestart() throws Exception {
    Path data = copy();
    Path accounts = data.resolve(".nightjar/accounts.db");
    byte[] good = Files.readAllBytes(accounts);
    Files.write(accounts, GARBAGE);
    try (LocalRecorder recorder = running(data)) {
      recorder.awaitEvent("ACCOUNTS_UNAVAILABLE");
      Files.write(accounts, good);
      recorder.awaitEvent("PART_AVAILABLE");
      assertThat(recorder.end()).isZero();
    }
  }

  /// Returns what it said on the console.
  private String assertRecords(Path data, String event, boolean both) throws Exception {
    try (LocalRecorder recorder = running(data)) {
      recorder.awaitFootage("file-camera");
      if (both) {
        recorder.awaitFootage("settings-camera");
      }
      recorder.awaitEvent(event);
      assertThat(recorder.end()).as(recorder.said()).isZero();
      return recorder.said();
    }
  }

  private LocalRecorder running(Path data) throws IOException {
    return new LocalRecorder(data, clock, simulator.url(1, StreamName.MAIN));
  }

  private Path copy() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data" + number++));
    Store.init(new LocalDisk(data), new SecureRandom());
    Path from = whole.resolve(".nightjar");
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path each : walk.toList()) {
        Path to = data.resolve(".nightjar").resolve(from.relativize(each));
        if (Files.isDirectory(each)) {
          Files.createDirectories(to);
        } else if (Files.isRegularFile(each)) {
          Files.copy(each, to);
        }
      }
    }
    return data;
  }

  private static boolean kept(Path data) throws IOException {
    try (Stream<Path> walk = Files.walk(data.resolve(".nightjar"))) {
      return walk.filter(Files::isRegularFile).anyMatch(DamagedPartsTest::isGarbage);
    }
  }

  private static boolean isGarbage(Path file) {
    try {
      return Arrays.equals(Files.readAllBytes(file), GARBAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sql(Path file, String statement) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var once = connection.createStatement()) {
      once.execute(statement);
    }
  }

  /// Waits of ten seconds and more, which are those for another try, are short. Safe for any thread because it has no state.
  private static final class HastyClock implements Clock {
    private final Clock real = new SystemClock();

    @Override
    public long wallMicros() {
      return real.wallMicros();
    }

    @Override
    public long nanos() {
      return real.nanos();
    }

    @Override
    public boolean sleep(Duration duration, Stop stop) {
      boolean retry = duration.compareTo(Duration.ofSeconds(10)) >= 0;
      return real.sleep(retry ? Duration.ofMillis(200) : duration, stop);
    }
  }
}
