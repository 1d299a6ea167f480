package nightjar.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightjar.base.tasks.Stop;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.cli.Commands;
import nightjar.cli.Environment;
import nightjar.cli.Terminal;
import nightjar.recorder.config.CameraConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `nightjar export`, then `nightjar verify` with nothing but the file, as on another machine.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class VerifyTest {
  /// Where the tables lie that say when frames play.
  private static final int FIRST_PIECE = 256 * 1024;

  private record Said(int code, String out, String errors) {}

  private Path file = Path.of("");
  private Path folder = Path.of("");
  private String key = "";

  @BeforeAll
  void export(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Path data = Files.createDirectory(folder.resolve("data"));
    var stream = SimulatedStream.Synthetic.of(Video.H264, 320, 240, 8_000_000).with(AudioKind.AAC);
    var camera = new SimulatedCamera(1, stream, Optional.empty(), new Access.Open(), List.of());
    try (Simulator simulator =
            Simulator.start(SimulatorConfig.of(List.of(camera)), Tape.CLOCK, new SecureRandom());
        Tape tape =
            new Tape(data, List.of(CameraConfig.of("door", simulator.url(1, StreamName.MAIN))))) {
      assertThat(Tape.wait(Duration.ofSeconds(60), () -> tape.frames("door") > 60)).isTrue();
    }
    file = folder.resolve("clip.mp4");
    Said said =
        nightjar(
            Locale.ENGLISH,
            "export",
            "--data",
            data.toString(),
            "--camera",
            "door",
            "--from",
            "-5m",
            "--to",
            "-0s",
            "--out",
            file.toString());
    assertThat(said.code()).as(said.errors()).isZero();
    key = said.out().replaceAll("(?s).*Key: ([0-9A-Z-]{39}).*", "$1");
    assertThat(key).hasSize(39);
  }

  private static Said nightjar(Locale locale, String... arguments) {
    var out = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var terminal = new Terminal(print(out), print(errors), false, locale);
    var environment = new Environment(Tape.CLOCK, new Stop(), (_, _, _) -> {}, terminal);
    int code = Commands.run(environment, arguments);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void aPlayerPlaysTheSignedFileWithoutAWord() {
    Program.assume("ffmpeg");
    Tape.assertClean(List.of(file));
  }

  @Test
  void whoWhatAndWhenAreSaidInPlainWords() {
    Said said = nightjar(Locale.ENGLISH, "verify", file.toString());
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("clip.mp4: UNCHANGED since it was exported.")
        .contains("camera: door")
        .contains("exported by " + System.getProperty("user.name") + " (command line)")
        .contains("Key: " + key)
        .contains("serial NJ");
  }

  @Test
  void inFrenchToo() {
    assertThat(nightjar(Locale.FRENCH, "verify", file.toString()).out())
        .contains("INCHANGÉ depuis son export")
        .contains("Clé : " + key);
  }

  @Test
  void theNamedKeyIsComparedHoweverItIsTyped() {
    String typed = key.toLowerCase(Locale.ROOT).replace('-', ' ');
    assertThat(nightjar(Locale.ENGLISH, "verify", file.toString(), "--key", typed).code()).isZero();
    String other = (key.startsWith("0") ? "1" : "0") + key.substring(1);
    Said refused = nightjar(Locale.ENGLISH, "verify", file.toString(), "--key", other);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("ANOTHER KEY");
    assertThat(nightjar(Locale.ENGLISH, "verify", file.toString(), "--key", "short").code())
        .isEqualTo(2);
  }

  @Test
  void aChangedByteFailsAndIsLocated() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    int at = bytes.length / 2;
    bytes[at] ^= 1;
    Path other = Files.write(folder.resolve("changed.mp4"), bytes);
    Said said = nightjar(Locale.ENGLISH, "verify", other.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).contains("CHANGED after it was exported").contains("changed: bytes ");
    Said json = nightjar(Locale.ENGLISH, "verify", other.toString(), "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.out()).contains("\"good\" : false").contains("\"result\" : \"changed\"");
  }

  /// FFprobe says where a frame lies and when it plays; the statement says when the file begins.
  @Test
  void aChangedFrameIsFoundByTheTimeItWasRecorded() throws Exception {
    Program.assume("ffprobe");
    byte[] bytes = Files.readAllBytes(file);
    List<String[]> packets =
        Program.run(
                List.of(
                    "ffprobe",
                    "-v",
                    "error",
                    "-select_streams",
                    "v",
                    "-show_entries",
                    "packet=pts_time,pos",
                    "-of",
                    "csv=p=0",
                    file.toString()))
            .lines()
            .stream()
            .map(line -> line.split(",", -1))
            .filter(packet -> Long.parseLong(packet[1]) > FIRST_PIECE)
            .toList();
    long start = member(nightjar(Locale.ENGLISH, "verify", file.toString(), "--json"), "start");
    for (int frame : new int[] {0, packets.size() / 2}) {
      byte[] changed = bytes.clone();
      changed[Integer.parseInt(packets.get(frame)[1]) + 10] ^= 1;
      Path other = Files.write(folder.resolve("frame" + frame + ".mp4"), changed);
      Said json = nightjar(Locale.ENGLISH, "verify", other.toString(), "--json");
      String found = json.out().replaceAll("(?s).*\"stretches\" : (\\[.*?\\]).*", "$1");
      long recorded = start + (long) (Double.parseDouble(packets.get(frame)[0]) * 1_000_000);
      long from = member(found.substring(found.indexOf("recorded")), "from");
      long to = member(found.substring(found.indexOf("recorded")), "to");
      assertThat(recorded).as(found).isBetween(from - 1_000, to + 1_000);
      assertThat(to - from).as("of eight megabits a second").isBetween(1L, 2_000_000L);
      assertThat(found).contains("\"sure\" : true");
      String utc = Instant.ofEpochMilli(from / 1_000).truncatedTo(ChronoUnit.SECONDS).toString();
      assertThat(found).contains("\"utc\" : \"" + utc.substring(0, 19));
      assertThat(nightjar(Locale.ENGLISH, "verify", other.toString()).out())
          .contains("which is " + utc.substring(0, 10) + " " + utc.substring(11, 19))
          .doesNotContain("can be believed");
    }
    bytes[200] ^= 1;
    Path head = Files.write(folder.resolve("head.mp4"), bytes);
    assertThat(nightjar(Locale.ENGLISH, "verify", head.toString()).out())
        .contains("if the file’s own tables can be believed");
  }

  private static long member(Said said, String name) {
    return member(said.out(), name);
  }

  private static long member(String json, String name) {
    return Long.parseLong(json.replaceFirst("(?s).*?\"" + name + "\" : (-?\\d+).*", "$1"));
  }

  @Test
  void aFileThatIsNotThereAndOneThatWasNeverSignedAreSaidSo() throws Exception {
    assertThat(nightjar(Locale.ENGLISH, "verify", folder.resolve("none").toString()).errors())
        .contains("cannot be read");
    Path plain = Files.writeString(folder.resolve("plain.mp4"), "nothing of ours");
    assertThat(nightjar(Locale.ENGLISH, "verify", plain.toString()).out()).contains("NO SIGNATURE");
  }
}
