package nightjar.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import nightjar.base.tasks.Stop;
import nightjar.base.time.SystemClock;
import nightjar.store.Store;
import nightjar.store.StoreConfig;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Coverage;
import nightjar.store.recording.Gap;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.Rebuild;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PastTest {
  private static final long HOUR = 3_600_000_000L;

  @TempDir private Path folder = Path.of("");

  private final SystemClock clock = new SystemClock();
  private final Random random = new Random(7);
  private final Stop stop = new Stop();

  @BeforeEach
  void init() {
    Store.init(new LocalDisk(folder), random);
  }

  @Test
  void fillsTheTimeBeforeNowWithFootageAndTheGapsThatWerePlanned() {
    assertThat(new Past(folder, clock, random, stop).make(1, Duration.ofHours(1), _ -> {}))
        .isTrue();
    long now = clock.wallMicros();

    Coverage coverage = coverage(4, now);
    assertThat(coverage(1, now).recordedMicros()).isGreaterThan(HOUR - 60_000_000L);
    assertThat(coverage.recordedMicros()).isZero();
  }

  @Test
  void booksTheCauseOfWhatIsMissing() {
    new Past(folder, clock, random, stop).make(4, Duration.ofHours(1), _ -> {});
    List<Gap> gaps = coverage(4, clock.wallMicros()).gaps();
    assertThat(gaps)
        .anySatisfy(gap -> {
          assertThat(gap.cause()).isEqualTo(GapCause.CAMERA);
          assertThat(gap.interval().micros()).isBetween(160_000_000L, 200_000_000L);
        });
  }

  /// Much faster than it would be recorded: nothing of the store may take that for a camera gone wild.
  @Test
  void aDayLacksOnlyWhatWasPlanned() {
    new Past(folder, clock, random, stop).make(1, Duration.ofDays(1), _ -> {});
    long planned =
        Missing.OF_A_DAY.stream()
            .filter(each -> each.camera() <= 1)
            .mapToLong(each -> each.length().toNanos() / 1_000)
            .sum();
    assertThat(coverage(1, clock.wallMicros(), 24 * HOUR).recordedMicros())
        .isBetween(24 * HOUR - planned - 120_000_000, 24 * HOUR - planned + 60_000_000);
  }

  @Test
  void makesNothingWhereThereIsFootageAlready() {
    var past = new Past(folder, clock, random, stop);
    past.make(1, Duration.ofMinutes(2), _ -> {});
    assertThat(past.make(1, Duration.ofHours(2), _ -> {})).isFalse();
  }

  @Test
  void goesOnWhereItWasStopped() {
    new Past(folder, clock, random, stop)
        .make(
            1,
            Duration.ofMinutes(30),
            done -> {
              if (done > 0.5) {
                stop.request();
              }
            });
    assertThat(new Past(folder, clock, random, new Stop()).make(1, Duration.ofHours(1), _ -> {}))
        .isTrue();
    assertThat(Files.exists(folder.resolve("demo-past-unfinished"))).isFalse();
    Coverage coverage = coverage(1, clock.wallMicros());
    assertThat(coverage.recordedMicros()).isBetween(29 * 60_000_000L, 30 * 60_000_000L);
  }

  private Coverage coverage(int camera, long now) {
    return coverage(camera, now, HOUR);
  }

  private Coverage coverage(int camera, long now, long span) {
    try (Store store =
        Store.open(
            new LocalDisk(folder), StoreConfig.DEFAULT, clock, random, StoreListener.SILENT)) {
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
      return store.coverage(StreamKey.of("cam%03d".formatted(camera), "main"), now - span, now);
    }
  }
}
