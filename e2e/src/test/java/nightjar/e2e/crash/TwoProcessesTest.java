package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.e2e.crash.Proof.Session;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two recorders with one folder: the second goes away and says why, the first notices nothing.
class TwoProcessesTest {
  private final Clock clock = new SystemClock();
  private final RandomGenerator random = new SplittableRandom(5);

  @TempDir private Path folder = Path.of("");

  @Test
  void aSecondRecorderIsRefusedAndTheFirstRecordsOn() throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Store.init(new LocalDisk(data), random);
    try (var studio = new Studio(clock, random)) {
      Path config = Files.writeString(folder.resolve("recorder.toml"), studio.config());
      try (var first = RecorderProcess.start(config, data)) {
        first.awaitDurable("something of every camera", RecorderProcess::allCameras);
        try (var second = RecorderProcess.start(config, data)) {
          assertThat(second.awaitEnd()).isEqualTo(1);
          assertThat(second.durable()).isEmpty();
          assertThat(second.said())
              .contains("another process has")
              .contains("Stop the other recorder");
        }
        int before = first.durable().size();
        first.awaitDurable(
            "more of every camera after that",
            all -> RecorderProcess.allCameras(all.subList(before, all.size())));
        assertThat(first.stop()).isZero();
        var proof = new Proof(data, studio.journal(), clock, random);
        proof.durable(first.durable());
        Map<Integer, List<Session>> sessions = proof.everything();
        assertThat(sessions).hasSize(Studio.CAMERAS.size());
        sessions.forEach((camera, all) -> assertThat(all).as("camera %d", camera).hasSize(1));
      }
    }
  }
}
