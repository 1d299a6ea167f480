package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.SentFrame;
import nightjar.e2e.agreement.Tape;
import nightjar.e2e.crash.RecordingFile.StoredFrame;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import nightjar.store.recover.Rebuild;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real recorder with little memory, a dozen cameras that want all of it, and one honest camera: the recorder lives, says
/// what is wrong with whom, and not a frame of the honest one is lost.
@Tag("slow")
class HostileSiteTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// A sixth of the launcher's heap, which is for hundreds of cameras, and a tenth of the usual frame memory.
  private static final List<String> LITTLE_MEMORY =
      List.of("-Xmx64m", "-XX:MaxDirectMemorySize=192m", "-XX:+ExitOnOutOfMemoryError");

  private static final String FRAME_MEMORY = "frame_memory = \"100MB\"\n";

  private static final int PICTURES = 200;

  /// What the operator reads of each camera whose trouble ends its connection.
  private static final Map<String, String> WORDS =
      Map.of(
          "four-gigabytes/main", "a body of 4294967295 bytes",
          "garbage/main", "closed the connection",
          "endless-header/main", "cannot be read");

  private final Clock clock = new SystemClock();
  private final RandomGenerator random = new SecureRandom();

  @TempDir private Path folder = Path.of("");

  /// Every picture it sent from the first recorded one on, in one unbroken session; what was on its way when the recorder was
  /// stopped may be missing.
  private void honestIsWhole(Path data, List<SentFrame> sent) {
    var disk = new LocalDisk(data);
    List<RecordingFile> files =
        Tape.files(data.resolve("cam1/main")).stream()
            .map(file -> RecordingFile.read(disk, data.relativize(file).toString()))
            .map(Objects::requireNonNull)
            .toList();
    assertThat(files.stream().map(file -> file.header().session()).distinct()).hasSize(1);
    List<Integer> pictures =
        files.stream().flatMap(f -> f.pictures().stream()).map(StoredFrame::crc32c).toList();
    int first = Proof.firstSent(files.getFirst(), sent);
    List<Integer> owed = sent.stream().map(frame -> frame.info().crc32c()).toList();
    assertThat(pictures).isEqualTo(owed.subList(first, first + pictures.size()));
    assertThat(sent.size() - pictures.size()).as("pictures missing").isLessThan(20);
  }

  @Test
  void memoryIsBoundedAndTheHonestCameraLosesNothing() throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Store.init(new LocalDisk(data), random);
    try (var studio = new Studio(clock, random);
        var hostile = new HostileCameras()) {
      String honest = studio.config(List.of(1));
      Path config =
          Files.writeString(
              folder.resolve("recorder.toml"), FRAME_MEMORY + honest + hostile.config());
      try (var recorder = RecorderProcess.start(config, data, LITTLE_MEMORY)) {
        recorder.awaitFirstDurable();
        for (Map.Entry<String, String> each : WORDS.entrySet()) {
          recorder.awaitComplaint(each.getKey(), each.getValue());
        }
        boolean enough =
            Tape.wait(PATIENCE, () -> hostile.allMet() && studio.journal().count(1, 0) >= PICTURES);
        assertThat(enough).as(recorder.said()).isTrue();
        assertThat(recorder.stop()).as(recorder.said()).isZero();
        assertThat(recorder.said()).doesNotContain("OutOfMemory", "a bug in Nightjar");
        assertThat(recorder.said().lines().filter(line -> line.contains("cam1/main")))
            .as("the honest camera's lines")
            .allMatch(line -> line.contains("CAMERA_PLAYING"));
      }
      honestIsWhole(data, studio.journal().of(1, 0));
    }
    try (Store store = new Proof(data, new Journal(), clock, random).open()) {
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
  }
}
