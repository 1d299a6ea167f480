package nightjar.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Synthetic;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.fault.FaultCatalog;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.e2e.agreement.Decoded;
import nightjar.e2e.agreement.Program;
import nightjar.e2e.agreement.Reel;
import nightjar.e2e.agreement.Tape;
import nightjar.media.rtsp.auth.Credentials;
import nightjar.recorder.config.CameraConfig;
import nightjar.store.Store;
import nightjar.store.StoreConfig;
import nightjar.store.disk.LocalDisk;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.StoreListener;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One recorder with one camera for each fault that the simulator knows, all at once: every camera is recorded as well as
/// its fault allows, or the reason is clear; no fault costs a neighbour a frame; and every file plays.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyCamerasTest {
  private static final int FRAMES_PER_SECOND = 10;

  /// Behind everything that happens ten seconds in, a stall's time-out with the next try, and twenty seconds of silence, which
  /// are waited out in the second try.
  private static final Duration TIME = Duration.ofSeconds(42);

  private static final Credentials LOGIN = new Credentials("viewer", "secret");

  /// These can show nothing, and why.
  private static final Map<String, String> UNRECORDABLE =
      Map.of(
          "wrong-password", "refused the user name or the password",
          "audio-only", "offers no video, only: audio PCMU");

  /// These lose frames or connections; all others lose none.
  private static final Set<String> LOSING =
      Set.of("drop", "reset", "loss", "stall", "garbage", "huge-frame", "few-slots", "slow-start");

  private final Map<String, List<Path>> files = new HashMap<>();
  private final Map<String, Long> frames = new HashMap<>();
  private List<String> log = List.of();
  private Path folder = Path.of("");

  @BeforeAll
  void record(@TempDir Path fresh) {
    folder = fresh;
    List<SimulatedCamera> simulated = new ArrayList<>();
    Synthetic stream =
        new Synthetic(Video.H264, 320, 240, FRAMES_PER_SECOND, 200_000, 10, AudioKind.PCMU);
    List<String> names = names().toList();
    for (String name : names) {
      simulated.add(
          new SimulatedCamera(
              simulated.size() + 1,
              stream,
              Optional.<SimulatedStream>empty(),
              new Access.Password(LOGIN, Access.Scheme.ALL),
              name.equals("none") ? List.of() : List.of(FaultCatalog.parse(name))));
    }
    try (Simulator simulator =
        Simulator.start(SimulatorConfig.of(simulated), Tape.CLOCK, new SecureRandom())) {
      List<CameraConfig> cameras = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        String url =
            simulator.url(i + 1, StreamName.MAIN).replace("rtsp://", "rtsp://viewer:secret@");
        cameras.add(CameraConfig.of(names.get(i), url));
      }
      try (Tape tape = new Tape(folder, cameras)) {
        Tape.pause(TIME);
        tape.end();
        for (String name : names) {
          files.put(name, tape.files(name));
          frames.put(name, tape.frames(name));
        }
        log = tape.log();
      }
    }
  }

  static Stream<String> names() {
    return Stream.concat(
        Stream.of("none"), FaultCatalog.entries().stream().map(FaultCatalog.Entry::name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void isRecordedOrSaysWhyNot(String fault) {
    if (UNRECORDABLE.containsKey(fault)) {
      assertThat(files.get(fault)).isEmpty();
      assertThat(lines(fault))
          .as(fault)
          .isNotEmpty()
          .allMatch(line -> line.contains(UNRECORDABLE.get(fault)))
          .noneMatch(line -> line.contains("secret"));
      return;
    }
    // Ten pictures and fifty packets of sound a second; connections take a moment.
    long whole = TIME.toSeconds() * (FRAMES_PER_SECOND + 50);
    long least = LOSING.contains(fault) ? whole / 5 : whole * 8 / 10;
    assertThat(frames.get(fault)).as("frames of %s; %s", fault, lines(fault)).isGreaterThan(least);
  }

  /// Ours was not; whatever a camera does to its own times, its gaps are not our clock's.
  @Test
  void nobodySetTheClock() {
    try (Store store =
        Store.open(
            new LocalDisk(folder),
            StoreConfig.DEFAULT,
            Tape.CLOCK,
            new SecureRandom(),
            StoreListener.SILENT)) {
      assertThat(store.streams())
          .hasSizeGreaterThan((int) names().count() / 2)
          .allSatisfy(key ->
              assertThat(store.coverage(key, 0, Tape.CLOCK.wallMicros()).gaps())
                  .as("gaps of %s", key)
                  .noneMatch(gap -> gap.cause() == GapCause.CLOCK));
    }
  }

  @Test
  void theDiskHadNoTrouble() {
    assertThat(log)
        .as("what is not of one camera")
        .filteredOn(line -> names().noneMatch(name -> line.contains(name + "/")))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFilePlays(String fault) {
    Program.assume("ffmpeg", "ffprobe");
    Tape.assertClean(files.getOrDefault(fault, List.of()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void anExportOverAllFilesShowsEveryPictureOnce(String fault) {
    Program.assume("ffmpeg", "ffprobe");
    List<Path> recorded = files.getOrDefault(fault, List.of());
    Assumptions.assumeFalse(recorded.isEmpty(), "nothing was recorded");
    Path export = folder.resolve(fault + ".mp4");
    Instant later = Instant.ofEpochMilli(Tape.CLOCK.wallMicros() / 1_000).plusSeconds(7_200);
    CommandLine.Outcome outcome =
        CommandLine.run(
            "export",
            "--data",
            folder.toString(),
            "--camera",
            fault,
            "--from",
            "-1h",
            "--to",
            later.toString(),
            "--out",
            export.toString());
    assertThat(outcome.code()).as(outcome.errors()).isZero();
    Tape.assertClean(export);
    Decoded.assertSameHashes(
        Decoded.pictures(export).hashes(), Reel.of(recorded).hashes(), "export of " + fault);
  }

  private List<String> lines(String fault) {
    return log.stream().filter(line -> line.contains(fault + "/")).toList();
  }
}
