package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.e2e.crash.Proof.Session;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import nightjar.store.recording.Durable;
import nightjar.store.recording.Gap;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real recorder on a disk of its own that is filled up, and one that is pulled out.
@Tag("slow")
class PulledDiskTest {
  private static final int DISK_BYTES = 24 << 20;

  private final Clock clock = new SystemClock();
  private final RandomGenerator random = new SplittableRandom(7);

  @TempDir private Path folder = Path.of("");

  @Test
  void aFullDiskLosesNothingDurableAndRecordingGoesOnWhenThereIsRoom()
      throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("disk"));
    try (var _ = Mount.make(folder.resolve("image"), DISK_BYTES, data);
        var studio = new Studio(clock, random)) {
      Store.init(new LocalDisk(data), random);
      Path config = Files.writeString(folder.resolve("recorder.toml"), studio.config());
      var proof = new Proof(data, studio.journal(), clock, random);
      lockEverything(proof);
      try (var recorder = RecorderProcess.start(config, data)) {
        recorder.awaitDurable("something of every camera", RecorderProcess::allCameras);
        Path ballast = fill(data);
        recorder.awaitComplaint("DISK_FULL");
        recorder.goOn(Duration.ofSeconds(3));
        Set<String> before = paths(recorder.durable());
        proof.unchanged();
        Files.delete(ballast);
        recorder.awaitDurable(
            "new files of every camera",
            all ->
                RecorderProcess.allCameras(
                    all.stream().filter(d -> !before.contains(d.path())).toList()));
        assertThat(recorder.stop()).as(recorder.said()).isZero();
        proof.durable(recorder.durable());
      }
      Map<Integer, List<Session>> sessions = proof.everything();
      try (Store store = proof.open()) {
        sessions.forEach((camera, all) -> {
          assertThat(all).as("sessions of camera %d", camera).hasSizeGreaterThan(1);
          long from = all.getFirst().startMicros();
          long to = all.getLast().endMicros();
          assertThat(store.coverage(Studio.key(camera), from, to).gaps())
              .as("gaps of camera %d", camera)
              .isNotEmpty()
              .allMatch(gap -> gap.cause() == GapCause.DISK)
              .noneMatch(Gap::open);
        });
      }
    }
  }

  @Test
  void nothingIsWrittenWhereAPulledDiskWasAndRecordingGoesOnWhenItIsBack()
      throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("disk"));
    try (var mount = Mount.make(folder.resolve("image"), DISK_BYTES, data);
        var studio = new Studio(clock, random)) {
      Store.init(new LocalDisk(data), random);
      Path config = Files.writeString(folder.resolve("recorder.toml"), studio.config());
      var proof = new Proof(data, studio.journal(), clock, random);
      try (var recorder = RecorderProcess.start(config, data)) {
        recorder.awaitDurable("something of every camera", RecorderProcess::allCameras);
        mount.pull();
        recorder.awaitComplaint("DISK_LOST");
        recorder.goOn(Duration.ofSeconds(3));
        try (Stream<Path> written = Files.walk(data)) {
          assertThat(written).as("what was written where the disk was").containsExactly(data);
        }
        Set<String> before = paths(recorder.durable());
        assertThat(mount.attach()).isTrue();
        recorder.awaitComplaint("DISK_BACK");
        recorder.awaitDurable(
            "new files of every camera",
            all ->
                RecorderProcess.allCameras(
                    all.stream().filter(d -> !before.contains(d.path())).toList()));
        assertThat(recorder.stop()).as(recorder.said()).isZero();
        assertThat(recorder.said()).containsOnlyOnce("DISK_LOST");
        proof.durable(recorder.durable());
      }
      Map<Integer, List<Session>> sessions = proof.everything();
      try (Store store = proof.open()) {
        sessions.forEach((camera, all) -> {
          long from = all.getFirst().startMicros();
          long to = all.getLast().endMicros();
          assertThat(store.coverage(Studio.key(camera), from, to).gaps())
              .as("gaps of camera %d", camera)
              .isNotEmpty()
              .allMatch(gap -> gap.cause() == GapCause.DISK);
        });
      }
    }
  }

  /// Otherwise retention would make room by deleting what was just recorded: its rule is to keep until the disk is full.
  private void lockEverything(Proof proof) {
    try (Store store = proof.open()) {
      long now = clock.wallMicros();
      var today = new Interval(now, now + Duration.ofDays(1).toMillis() * 1_000);
      Studio.CAMERAS.forEach(
          camera -> store.lock(Studio.key(camera).camera(), today, "a test", "me"));
    }
  }

  /// A file of someone else's takes all the room there is.
  private static Path fill(Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] zeros = new byte[4096];
      while (true) {
        out.write(zeros);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
      return ballast;
    }
  }

  private static Set<String> paths(List<Durable> news) {
    return news.stream().map(Durable::path).collect(Collectors.toCollection(HashSet::new));
  }
}
