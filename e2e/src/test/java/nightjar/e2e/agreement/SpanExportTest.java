package nightjar.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.json.Json;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.fault.CameraFault;
import nightjar.cameras.simulator.fault.ConnectionFault;
import nightjar.cameras.simulator.fault.TimeFault;
import nightjar.e2e.badinput.CommandLine;
import nightjar.recorder.config.CameraConfig;
import nightjar.store.read.Coverage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `nightjar export` of what a recorder wrote: over an interruption, over files that follow each other without one, and from
/// the middle of a group of pictures of one file to the middle of another. FFmpeg reads each export without a word, and shows
/// the pictures that it shows of the files and of the source, at their times.
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpanExportTest {
  /// Its connection is closed under it once.
  private static final String INTERRUPTED = "interrupted";

  /// Its timestamps fall behind the wall clock, which ends files early, with nothing missing between them.
  private static final String DRIFTING = "drifting";

  private static final int B_FRAMES = 2;
  private static final int PICTURES_PER_SECOND = 25;
  private static final long FRAME_MICROS = 1_000_000 / PICTURES_PER_SECOND;

  /// RTP, the file and FFmpeg round to 1/90,000 s each, the test to microseconds.
  private static final long ROUNDING = 60;

  /// Below this, files go on without a seam whatever the wall clock says.
  private static final long SEAM_MICROS = 250_000;

  /// Names of files are to the millisecond.
  private static final long NAME_MICROS = 1_000;

  private static final Json JSON = new Json();

  private record Line(String stream, Coverage coverage, double percent) {}

  private static final Pattern START = Pattern.compile("\"start\" *: *\"([^\"]+)\"");

  private Path folder = Path.of("");
  private Path source = Path.of("");
  private Path data = Path.of("");
  private final Map<String, List<Path>> files = new HashMap<>();
  private final Map<String, Reel> reels = new HashMap<>();
  private List<String> log = List.of();

  @BeforeAll
  void record(@TempDir Path fresh) throws IOException {
    Program.assume("ffmpeg", "ffprobe");
    folder = fresh;
    source = folder.resolve("source.mp4");
    make(source);
    data = Files.createDirectory(folder.resolve("tape"));
    List<SimulatedCamera> simulated =
        List.of(camera(1, List.of()), camera(2, List.of(new TimeFault.SlowTimestamps(16))));
    try (Simulator simulator =
        Simulator.start(SimulatorConfig.of(simulated), Tape.CLOCK, new SecureRandom())) {
      List<CameraConfig> cameras =
          List.of(
              CameraConfig.of(INTERRUPTED, simulator.url(1, StreamName.MAIN)),
              CameraConfig.of(DRIFTING, simulator.url(2, StreamName.MAIN)));
      try (Tape tape = new Tape(data, cameras)) {
        await(tape, () -> tape.frames(INTERRUPTED) > 150);
        simulator.setFaults(1, List.of(new ConnectionFault.Drop(0)));
        await(tape, () -> tape.log().stream().anyMatch(line -> line.startsWith("CAMERA_LOST")));
        simulator.setFaults(1, List.of());
        await(tape, () -> tape.files(INTERRUPTED).size() > 1 && tape.files(DRIFTING).size() > 1);
        long sofar = tape.frames(INTERRUPTED);
        await(tape, () -> tape.frames(INTERRUPTED) > sofar + 150);
        tape.end();
        log = tape.log();
        for (String id : List.of(INTERRUPTED, DRIFTING)) {
          files.put(id, tape.files(id));
          reels.put(id, Reel.of(tape.files(id)));
        }
      }
    }
  }

  private static void await(Tape tape, java.util.function.BooleanSupplier done) {
    assertThat(Tape.wait(Duration.ofSeconds(60), done)).as("%s", tape.log()).isTrue();
  }

  private SimulatedCamera camera(int number, List<CameraFault> faults) {
    return new SimulatedCamera(
        number,
        new SimulatedStream.Mp4File(source, false),
        Optional.empty(),
        new Access.Open(),
        faults);
  }

  private static void make(Path file) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
    command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=322x242:rate=25:duration=6"));
    command.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=6"));
    command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"));
    command.addAll(List.of("-bf", "2", "-g", "25", "-c:a", "aac", "-ar", "16000", "-ac", "1"));
    command.add(file.toString());
    Program.quiet(command);
  }

  @Test
  void filesHoldThePicturesOfTheSourceOneAfterTheOther() {
    List<String> truth = Decoded.pictures(source).hashes();
    for (Reel reel : reels.values()) {
      int previous = -1;
      for (int i = 0; i < reel.shots().size(); i++) {
        int at = truth.indexOf(reel.shots().get(i).hash());
        assertThat(at).as("picture %s is of the source", i).isNotNegative();
        // The newest pictures of a session may still wait for one that is shown before them.
        if (i > 0 && !interrupted(reel, i, B_FRAMES)) {
          assertThat(at)
              .as(
                  "picture %s, %s, behind %s; %s",
                  i, reel.shots().get(i), reel.shots().get(i - 1), log)
              .isEqualTo((previous + 1) % truth.size());
        }
        previous = at;
      }
    }
  }

  /// Whether a session ends at picture `i` or up to `before` pictures behind it.
  private static boolean interrupted(Reel reel, int i, int before) {
    for (int at = i; at <= i + before; at++) {
      boolean end = at == reel.shots().size();
      if (end || (reel.begins(at) && reel.step(at) > SEAM_MICROS)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theInterruptionIsTheOnlyGap() {
    assertThat(log).filteredOn(line -> line.startsWith("CAMERA_LOST")).hasSize(1);
    Reel reel = reel(INTERRUPTED);
    assertThat(reel.files()).isEqualTo(2);
    assertThat(gaps(INTERRUPTED)).isEqualTo(1);
    assertThat(reel(DRIFTING).files()).isGreaterThan(1);
    assertThat(gaps(DRIFTING)).isZero();
  }

  /// Holes between two stretches of footage, as the store lists them.
  private int gaps(String camera) {
    CommandLine.Outcome outcome =
        CommandLine.run("store", "list", "--data", data.toString(), "--camera", camera, "--json");
    Line[] lines = JSON.read(outcome.out(), Line[].class, "store list");
    return lines[0].coverage().recorded().size() - 1;
  }

  @Test
  void aKeptGapStandsStillForAsLongAsItWas() {
    for (String camera : reels.keySet()) {
      Reel reel = reel(camera);
      Decoded pictures = Decoded.pictures(export(camera, "keep", whole(reel)));
      reel.assertShownBy(pictures, ROUNDING, camera);
      long begin = reel.shots().getFirst().micros();
      for (int i = 0; i < reel.shots().size(); i++) {
        long shown = pictures.ticks().get(i) * 1_000_000 / Decoded.TICKS_PER_SECOND;
        assertThat(shown - (reel.shots().get(i).micros() - begin))
            .as("%s: picture %s against the wall clock", camera, i)
            .isBetween(-SEAM_MICROS - NAME_MICROS, SEAM_MICROS + NAME_MICROS);
      }
    }
  }

  @Test
  void aCollapsedGapTakesNoTime() {
    for (String camera : reels.keySet()) {
      Reel reel = reel(camera);
      Decoded pictures = Decoded.pictures(export(camera, "collapse", whole(reel), "--collapse"));
      long[] steps = reel.assertShownBy(pictures, ROUNDING, camera);
      for (int i = 1; i < steps.length; i++) {
        assertThat(steps[i]).as("%s: picture %s", camera, i).isBetween(1L, SEAM_MICROS);
      }
    }
  }

  @Test
  void soundOfTheFilesIsInTheExportOnce() {
    List<String> whole = new ArrayList<>();
    files(INTERRUPTED).forEach(file -> whole.addAll(Decoded.sound(file).hashes()));
    List<String> sound =
        Decoded.sound(export(INTERRUPTED, "sound", whole(reel(INTERRUPTED)))).hashes();
    assertThat(Collections.indexOfSubList(whole, sound)).as("one stretch").isNotNegative();
    // What was heard before the first picture and after the last is not in the span.
    assertThat(sound).hasSizeGreaterThan(whole.size() - 20);
  }

  @Test
  void aSpanBeginsAndEndsBetweenTwoPicturesOfDifferentFiles() throws IOException {
    for (String camera : reels.keySet()) {
      Reel reel = reel(camera);
      int last = reel.shots().size() - 1;
      // No multiple of the group's 25 pictures, so neither end is near a key frame.
      long from = reel.shots().get(37).micros() + FRAME_MICROS / 2;
      long to = reel.shots().get(last - 36).micros() + FRAME_MICROS / 2;
      Reel inside = reel.span(from, to);
      assertThat(inside.begins(0) || inside.files() > 1).isTrue();
      Path file = export(camera, "middle", new long[] {from, to}, "--json");
      inside.assertShownBy(Decoded.pictures(file), ROUNDING, camera);
      Matcher start = START.matcher(Files.readString(said("middle", camera)));
      assertThat(start.find()).isTrue();
      assertThat(ChronoUnit.MILLIS.between(Instant.parse(start.group(1)), instant(from)))
          .isBetween(-1L, 1L);
    }
  }

  @Test
  void aBrowserPlaysFilesAndExportsAndSeeksInThem() throws IOException {
    Chromium.assume();
    browse(files(INTERRUPTED).getLast());
    browse(export(INTERRUPTED, "browser", whole(reel(INTERRUPTED)), "--collapse"));
  }

  private void browse(Path file) throws IOException {
    Decoded pictures = Decoded.pictures(file);
    double begin = Program.seconds(file, "format=start_time");
    List<Double> times =
        pictures.ticks().stream()
            .map(t -> (double) (pictures.start() + t) / Decoded.TICKS_PER_SECOND - begin)
            .toList();
    // Backwards over the file, each time into the middle of a picture.
    List<Double> seeks = new ArrayList<>();
    for (int i = times.size() - 2; i > 0; i -= 31) {
      seeks.add((times.get(i) + times.get(i + 1)) / 2);
    }
    Chromium.Seen seen = Chromium.watch(folder, file, seeks, 1.5);
    assertThat(seen.error()).as("%s", file).isEmpty();
    assertThat(seen.width()).isEqualTo(322);
    assertThat(seen.height()).isEqualTo(242);
    assertThat(seen.shown()).hasSameSizeAs(seeks);
    // Chromium guesses times where pictures are not as far apart as the parameter sets say.
    double near = 3.0 / PICTURES_PER_SECOND;
    for (int i = 0; i < seeks.size(); i++) {
      double asked = seeks.get(i);
      assertThat(seen.shown().get(i)).as("%s: seek", file).isCloseTo(asked, within(near));
    }
    assertThat(seen.ended()).isGreaterThan(times.getLast() - near);
  }

  private Reel reel(String camera) {
    return Objects.requireNonNull(reels.get(camera));
  }

  private List<Path> files(String camera) {
    return Objects.requireNonNull(files.get(camera));
  }

  private static long[] whole(Reel reel) {
    return new long[] {
      reel.shots().getFirst().micros() - NAME_MICROS, reel.shots().getLast().micros() + FRAME_MICROS
    };
  }

  private Path export(String camera, String name, long[] span, String... options) {
    Path file = folder.resolve(name + "-" + camera + ".mp4");
    List<String> command = new ArrayList<>(List.of("export", "--data", data.toString()));
    command.addAll(List.of("--camera", camera, "--out", file.toString()));
    command.addAll(List.of("--from", instant(span[0]).toString()));
    command.addAll(List.of("--to", instant(span[1]).toString()));
    command.addAll(List.of(options));
    CommandLine.Outcome outcome = CommandLine.run(command.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.errors()).isZero();
    try {
      Files.writeString(said(name, camera), outcome.out());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Tape.assertClean(file);
    return file;
  }

  private Path said(String name, String camera) {
    return folder.resolve(name + "-" + camera + ".txt");
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
