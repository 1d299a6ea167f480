package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.SlabPool;
import nightjar.store.catalog.FileRow;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Span;
import nightjar.store.recording.Gap;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.Rebuild;
import nightjar.store.write.RecordingWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A camera that keeps pictures while nobody listens, and sends them at once to whoever comes: they are recorded as of when they were
/// captured, and nothing is recorded ahead of the clock.
class KeptFramesTest {
  private static final StreamKey KEY = StreamKey.of("gate", "main");
  private static final long SECOND = 1_000_000;

  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final SplittableRandom random = new SplittableRandom(11);
  private final SlabPool pool = new SlabPool(1 << 20, 64 << 20);
  private final FrameMaker camera = new FrameMaker(pool, random, 25);
  private final long start = clock.wallMicros();

  @TempDir private Path folder = Path.of("");
  private Store store;
  private RecordingWriter writer;
  private long ended;

  @BeforeEach
  void open() {
    var disk = new LocalDisk(folder);
    Store.init(disk, random);
    store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, new Heard());
    writer = store.stream(KEY);
  }

  @AfterEach
  void close() {
    store.close();
    camera.close();
    assertThat(pool.lentSlabs()).isZero();
  }

  @Test
  void keptPicturesShortenTheGapBeforeThem() {
    live(20);
    silence(8);
    kept(5);
    live(90);
    assertThat(gaps()).containsExactly(new Interval(start + 20 * SECOND, start + 23 * SECOND));
    assertThat(recorded())
        .containsExactly(
            new Interval(start, start + 20 * SECOND), new Interval(start + 23 * SECOND, end()));
    assertThatFilesFollowEachOther();
  }

  /// Two seconds are there twice: recorded before, and kept by the camera.
  @Test
  void keptPicturesOfAShortBreakLeaveNoGap() {
    live(20);
    silence(3);
    kept(5);
    live(90);
    assertThat(gaps()).isEmpty();
    assertThat(recorded()).containsExactly(new Interval(start, end()));
    List<FileRow> files = files();
    assertThat(files.get(1).start()).isEqualTo(start + 18 * SECOND);
    assertThat(files.get(2).start()).isEqualTo(files.get(1).end());
  }

  /// A camera's word for when it captured something goes no further back than that.
  @Test
  void ofPicturesKeptForLongOnlyTenSecondsAreBelieved() {
    live(20);
    silence(30);
    kept(15);
    live(90);
    long came = start + 50 * SECOND - 40_000;
    assertThat(gaps()).containsExactly(new Interval(start + 20 * SECOND, came - 10 * SECOND));
    assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
  }

  /// A flood in the middle of a session, where a new file begins: it claims five seconds that are recorded already.
  @Test
  void noFileBeginsBeforeTheOneBeforeItEnded() {
    live(3);
    camera.config = FrameMaker.LARGE;
    clock.advance(Duration.ofMillis(40));
    kept(5);
    live(60);
    List<FileRow> files = files();
    assertThat(files).extracting(FileRow::sequence).isSorted().hasSizeGreaterThan(2);
    assertThat(files.get(1).start()).isEqualTo(files.get(0).end());
    assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
  }

  /// The clock is set back before the first fragment is cut: what came before it keeps its time.
  @Test
  void aClockSetBackAtTheStartMovesNothingThatCameBefore() {
    frames(5, true);
    clock.stepWall(Duration.ofSeconds(-5));
    live(60);
    assertThat(files()).extracting(FileRow::start).contains(start);
  }

  private void live(int seconds) {
    frames(25 * seconds, true);
  }

  /// Pictures of so many seconds at once, that end now.
  private void kept(int seconds) {
    camera.newGop();
    frames(25 * seconds, false);
  }

  private void frames(int count, boolean asTimePasses) {
    for (int i = 0; i < count; i++) {
      if (asTimePasses) {
        clock.advance(Duration.ofMillis(40));
      }
      writer.frame(camera.picture(clock.wallMicros() - 40_000, 200, 3600));
      if (asTimePasses) {
        store.writer().step();
      }
    }
  }

  private void silence(int seconds) {
    writer.gap(GapCause.NETWORK);
    store.writer().step();
    clock.advance(Duration.ofSeconds(seconds));
    camera.dts += seconds * 90_000L;
    store.writer().step();
  }

  /// When the recording ended, which it does now.
  private long end() {
    if (ended == 0) {
      ended = clock.wallMicros();
      writer.close();
      clock.advance(Duration.ofSeconds(2));
      store.writer().step();
    }
    return ended;
  }

  private List<FileRow> files() {
    long end = end();
    try (Span span = store.span(KEY, 0, end + 3_600 * SECOND)) {
      assertThat(span.files()).allMatch(file -> file.end() <= end);
      return span.files();
    }
  }

  private void assertThatFilesFollowEachOther() {
    List<FileRow> files = files();
    for (int i = 1; i < files.size(); i++) {
      assertThat(files.get(i).start()).isGreaterThanOrEqualTo(files.get(i - 1).end());
    }
    assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
  }

  private List<Interval> recorded() {
    return store.coverage(KEY, 0, end() + 3_600 * SECOND).recorded();
  }

  private List<Interval> gaps() {
    return store.coverage(KEY, 0, end() + 3_600 * SECOND).gaps().stream()
        .filter(gap -> !gap.open())
        .map(Gap::interval)
        .toList();
  }
}
