package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import nightjar.base.log.Slf4jEventLog;
import nightjar.base.time.SystemClock;
import nightjar.e2e.crash.Proof.Session;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.RecorderConfig;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import nightjar.store.recording.Durable;
import nightjar.store.recording.GapCause;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recorder's wall clock is set an hour forward and back while cameras play on: every frame is kept, none twice or over
/// another, and the ledger says that it was the clock.
@Tag("slow")
class ClockStepTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final SteppingClock clock = new SteppingClock();
  private final RandomGenerator random = new SplittableRandom(11);
  private final BlockingQueue<Durable> news = new LinkedBlockingQueue<>();

  @TempDir private Path folder = Path.of("");

  @Test
  void anHourForwardAndBackLosesNoFrame() throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Store.init(new LocalDisk(data), random);
    try (var studio = new Studio(new SystemClock(), random)) {
      var config = RecorderConfig.parse(studio.config(), "test");
      try (var _ = Recorder.start(config, data, clock, random, new Slf4jEventLog(), news::add)) {
        awaitFootageAround(0);
        studio.awaitMiddleOfGroup();
        clock.step(HOUR);
        awaitFootageAround(1);
        studio.awaitMiddleOfGroup();
        clock.step(HOUR.negated());
        awaitFootageAround(0);
      }
      var proof = new Proof(data, studio.journal(), clock, random);
      Map<Integer, List<Session>> all = proof.everything();
      assertThat(all).hasSize(Studio.CAMERAS.size());
      all.forEach(ClockStepTest::nothingIsMissing);
      try (Store store = proof.open()) {
        all.forEach((camera, sessions) ->
            assertThat(store.coverage(Studio.key(camera), 0, Long.MAX_VALUE).gaps())
                .as("gaps of camera %d", camera)
                .anyMatch(gap -> gap.cause() == GapCause.CLOCK));
      }
    }
  }

  private static void nothingIsMissing(int camera, List<Session> sessions) {
    assertThat(sessions).as("sessions of camera %d", camera).hasSizeGreaterThanOrEqualTo(3);
    for (int i = 1; i < sessions.size(); i++) {
      assertThat(sessions.get(i).firstSent())
          .as("camera %d: first frame behind step %d", camera, i)
          .isEqualTo(sessions.get(i - 1).nextSent());
    }
    long forward = sessions.get(1).startMicros() - sessions.get(0).startMicros();
    assertThat(forward).isGreaterThan(HOUR.toMillis() * 1_000 / 2);
    long back = sessions.get(1).startMicros() - sessions.get(2).startMicros();
    assertThat(back).isGreaterThan(HOUR.toMillis() * 1_000 / 2);
  }

  /// Waits until every camera has durable footage of about `hours` from now by the real clock, twice.
  private void awaitFootageAround(int hours) throws InterruptedException {
    news.clear();
    int[] seen = new int[Studio.CAMERAS.size() + 1];
    for (int missing = Studio.CAMERAS.size(); missing > 0; ) {
      Durable next = news.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("footage of every camera, %d hours ahead", hours).isNotNull();
      long ahead = next.endMicros() - new SystemClock().wallMicros();
      boolean fits = Math.round(ahead / 3.6e9) == hours;
      if (fits && ++seen[Studio.camera(next.key())] == 2) {
        missing--;
      }
    }
  }
}
