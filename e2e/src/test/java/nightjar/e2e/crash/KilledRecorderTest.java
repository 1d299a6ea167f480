package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.SentFrame;
import nightjar.e2e.crash.Proof.Kept;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real recorder, killed again and again with the recordings it left: nothing but the newest two seconds is ever lost.
class KilledRecorderTest {
  /// What a power cut may take.
  private static final long PROMISE_MICROS = 2_000_000;

  /// The promise counts from a frame's arrival, and is kept by a recorder that is given processor time; frames here are as
  /// old as since their capture, and the cameras' machine, the recorder's and the tests' are one.
  private static final long ALLOWANCE_MICROS = 1_000_000;

  /// A recorder that is killed early lives at most so long: most likely it starts, or recovers.
  private static final int LONGEST_START_MILLIS = 2_000;

  /// Recorders side by side: one that was killed waits for its cameras and for the moment to be killed again most of the time.
  private static final int SITES = 4;

  private final Clock clock = new SystemClock();
  private final Distribution lostByPowerCut = new Distribution("lost if power had failed");
  private final Distribution lostByKill = new Distribution("lost by the kill");
  private final Distribution starts = new Distribution("from start to first durable fragment");

  @TempDir private Path folder = Path.of("");

  @Test
  void fiveKillsLoseNothingButTheNewestTwoSeconds() throws IOException, InterruptedException {
    kill(1, 5, 3, 1_500);
  }

  @Test
  @Tag("slow")
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void twoHundredKillsLoseNothingButTheNewestTwoSeconds() throws IOException, InterruptedException {
    // Longer than promise and allowance, or a broken promise could not show.
    kill(SITES, 200 / SITES, 10, 3_500);
  }

  /// So many `kills` at each of the `sites`. Every `each` kills, everything ever recorded there is held against what was sent. After its
  /// first durable fragment a recorder lives at most `longestMillis`.
  private void kill(int sites, int kills, int each, int longestMillis)
      throws IOException, InterruptedException {
    long seed = Long.getLong("nightjar.seed", new SecureRandom().nextLong());
    System.out.println("nightjar.seed=" + seed);
    var random = new SplittableRandom(seed);
    Program program = Program.packed(Files.createDirectory(folder.resolve("program")));
    try (var threads = Executors.newFixedThreadPool(sites)) {
      var all = new ExecutorCompletionService<String>(threads);
      for (int i = 0; i < sites; i++) {
        Path site = Files.createDirectory(folder.resolve("site" + i));
        SplittableRandom own = random.split();
        all.submit(() -> killAt(program, site, own, kills, each, longestMillis));
      }
      for (int i = 0; i < sites; i++) {
        System.out.println(all.take().get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError("with seed " + seed, e.getCause());
    }
    System.out.println(lostByKill);
    System.out.println(starts);
    assertThat(lostByPowerCut.max())
        .as("%s, with seed %d", lostByPowerCut, seed)
        .isLessThanOrEqualTo(PROMISE_MICROS + ALLOWANCE_MICROS);
  }

  /// Returns what a person may read of it.
  private String killAt(
      Program program, Path site, RandomGenerator random, int kills, int each, int longestMillis)
      throws IOException, InterruptedException {
    Path data = Files.createDirectory(site.resolve("data"));
    Store.init(new LocalDisk(data), random);
    try (var studio = new Studio(clock, random)) {
      Path config = Files.writeString(site.resolve("recorder.toml"), studio.config());
      var proof = new Proof(data, studio.journal(), clock, random);
      for (int i = 1; i <= kills; i++) {
        if (i == kills / 2 + 1) {
          // Plain files and encrypted ones lie side by side from here on.
          Files.writeString(config, "encrypt = true\n" + studio.config());
        }
        cycle(studio, proof, () -> program.start(config, data), random, longestMillis);
        if (i % each == 0 || i == kills) {
          proof.everything();
        }
      }
    }
    return kills + " kills; " + lostByPowerCut;
  }

  @FunctionalInterface
  private interface Start {
    RecorderProcess recorder() throws IOException;
  }

  /// One life of the recorder. A quarter of them end early.
  private void cycle(
      Studio studio, Proof proof, Start start, RandomGenerator random, int longestMillis)
      throws IOException, InterruptedException {
    long begun = clock.nanos();
    List<Integer> before = each(camera -> studio.journal().count(camera, 0));
    try (var recorder = start.recorder()) {
      if (random.nextInt(4) == 0) {
        recorder.goOn(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)));
      } else {
        recorder.awaitFirstDurable();
        starts.add((clock.nanos() - begun) / 1_000);
        recorder.goOn(Duration.ofMillis(random.nextInt(longestMillis)));
      }
      List<List<SentFrame>> sent = each(camera -> studio.journal().of(camera, 0));
      List<Kept> kept = proof.durable(recorder.kill());
      for (int i = 0; i < Studio.CAMERAS.size(); i++) {
        measure(Studio.CAMERAS.get(i), sent.get(i), before.get(i), kept);
      }
    }
  }

  private static <T> List<T> each(IntFunction<T> question) {
    return Studio.CAMERAS.stream().map(question::apply).toList();
  }

  /// How much of what was sent to this recorder is not on the disk, by the times the frames were captured. `before` frames
  /// were sent before it started.
  private void measure(int camera, List<SentFrame> sent, int before, List<Kept> all) {
    List<Kept> kept =
        all.stream().filter(each -> Studio.camera(each.news().key()) == camera).toList();
    if (kept.isEmpty()) {
      if (camera != Studio.UDP_CAMERA && before < sent.size()) {
        lostByPowerCut.add(lost(sent, Math.max(before, sinceItPlays(sent))));
      }
      return;
    }
    RecordingFile file = kept.getLast().file();
    int first = Proof.firstSent(file, sent);
    int durable = file.framesUpTo(0, kept.getLast().news().bytes());
    lostByPowerCut.add(lost(sent, first + durable - 1));
    lostByKill.add(lost(sent, first + file.pictures().size() - 1));
  }

  /// From the newest frame that is safe to the newest that was sent.
  private static long lost(List<SentFrame> sent, int safe) {
    return Math.max(
        0, sent.getLast().wallMicros() - sent.get(Math.min(safe, sent.size() - 1)).wallMicros());
  }

  /// A simulated camera that nobody watches stands still, so what it sent before is older by more than a frame or three.
  private static int sinceItPlays(List<SentFrame> sent) {
    int first = sent.size() - 1;
    while (first > 0 && sent.get(first).wallMicros() - sent.get(first - 1).wallMicros() < 350_000) {
      first--;
    }
    return first;
  }
}
