package nightjar.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.e2e.badinput.CommandLine;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.RecorderConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A recorder that encrypts: what somebody finds who takes the disk, what another program reads with the key, and what becomes of it
/// all when the key is lost.
@Timeout(300)
class EncryptedFootageTest {
  private static final String CAMERA = "front-door";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// At least seven bytes each: noise never says them.
  private static final List<String> WORDS = List.of("Nightjar", "ftypiso", CAMERA);

  @TempDir Path folder;

  private Path data = Path.of("");
  private Path keys = Path.of("");

  @BeforeEach
  void make() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    keys = Files.createDirectory(folder.resolve("keys"));
  }

  @Test
  void noiseWithoutItsKeyAndFfprobePlaysWhatOpensslReadsWithIt() throws IOException {
    Program.assume("openssl", "ffprobe");
    record();
    Path key = only(only(keys));
    for (Path file : recordings()) {
      byte[] bytes = Files.readAllBytes(file);
      assertThat(text(bytes)).startsWith("NJSEALED").doesNotContain(WORDS);
      Path plain = decrypt(bytes, key);
      assertThat(text(Files.readAllBytes(plain))).contains(WORDS);
      List<String> pictures =
          Program.quiet(
              List.of(
                  "ffprobe",
                  "-v",
                  "error",
                  "-count_frames",
                  "-select_streams",
                  "v",
                  "-show_entries",
                  "stream=nb_read_frames",
                  "-of",
                  "csv=p=0",
                  plain.toString()));
      assertThat(Integer.parseInt(pictures.getFirst())).isPositive();
    }
    try (Stream<Path> all = Files.walk(data)) {
      assertThat(all).noneMatch(each -> each.toString().endsWith(".key"));
    }
    assertThat(run("check").code()).isZero();
    assertThat(CommandLine.run("doctor", "--data", data.toString()).out())
        .contains("recordings are encrypted", only(keys).toString());
    Path out = folder.resolve("out.mp4");
    assertThat(
            CommandLine.run(
                    "export",
                    "--data",
                    data.toString(),
                    "--camera",
                    CAMERA,
                    "--from",
                    "-10m",
                    "--to",
                    "-0s",
                    "--out",
                    out.toString())
                .code())
        .isZero();
    assertThat(Program.seconds(out, "format=duration")).isPositive();
  }

  @Test
  void lostKeyIsSaidAndCostsNothingButWhatItWasFor() throws IOException {
    record();
    Map<Path, String> before = fingerprints();
    Path disk = only(keys);
    Path kept = Files.move(only(disk), folder.resolve(only(disk).getFileName().toString()));
    String id = kept.getFileName().toString().replace(".key", "");

    CommandLine.Outcome found = run("check");
    assertThat(found.code()).isEqualTo(1);
    assertThat(found.out()).contains("is encrypted, and its key is not here");
    assertThat(run("rebuild").code()).isZero();
    assertThat(fingerprints()).isEqualTo(before);

    List<String> said = record();
    assertThat(said).anyMatch(line -> line.startsWith("FOOTAGE_KEY_MISSING") && line.contains(id));
    assertThat(fingerprints()).containsAllEntriesOf(before).hasSizeGreaterThan(before.size());

    Files.move(kept, disk.resolve(kept.getFileName()));
    assertThat(run("rebuild").code()).isZero();
    CommandLine.Outcome whole = run("check");
    assertThat(whole.out()).contains(fingerprints().size() + " files");
    assertThat(whole.code()).isZero();
    Path carried = Files.move(disk, folder.resolve("carried"));
    assertThat(run("check").code()).isEqualTo(1);
    assertThat(run("check", "--keys", carried.toString()).code()).isZero();
  }

  /// Records some seconds; returns what was said.
  private List<String> record() {
    var stream =
        new SimulatedStream.Synthetic(Video.H264, 320, 240, 10, 300_000, 10, AudioKind.NONE);
    var config = SimulatorConfig.of(1, stream, Optional.empty());
    try (var simulator = Simulator.start(config, new SystemClock(), new SecureRandom());
        var tape =
            new Tape(
                data,
                RecorderConfig.defaults()
                    .withEncryption(true, Optional.of(keys))
                    .withKeepFree(Optional.of(0L))
                    .with(List.of(CameraConfig.of(CAMERA, simulator.url(1, StreamName.MAIN)))))) {
      assertThat(Tape.wait(PATIENCE, () -> tape.frames(CAMERA) > 20)).isTrue();
      return tape.log();
    }
  }

  private CommandLine.Outcome run(String what, String... more) {
    Stream<String> usual = Stream.of("store", what, "--data", data.toString());
    return CommandLine.run(Stream.concat(usual, Arrays.stream(more)).toArray(String[]::new));
  }

  /// As docs/design/encryption.md tells whoever has no Nightjar.
  private Path decrypt(byte[] file, Path key) throws IOException {
    Path sealed = Files.write(folder.resolve("sealed"), Arrays.copyOfRange(file, 64, file.length));
    Path plain = folder.resolve("plain.mp4");
    Program.quiet(
        List.of(
            "openssl",
            "enc",
            "-d",
            "-aes-256-ctr",
            "-K",
            Files.readString(key).strip(),
            "-iv",
            HexFormat.of().formatHex(file, 32, 48),
            "-in",
            sealed.toString(),
            "-out",
            plain.toString()));
    return plain;
  }

  private List<Path> recordings() throws IOException {
    try (Stream<Path> all = Files.walk(data.resolve(CAMERA))) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      assertThat(files).isNotEmpty();
      return files;
    }
  }

  private Map<Path, String> fingerprints() throws IOException {
    Map<Path, String> found = new TreeMap<>();
    for (Path file : recordings()) {
      found.put(file, Files.size(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
    }
    return found;
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> found = all.toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
