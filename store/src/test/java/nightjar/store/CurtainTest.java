package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.Frame;
import nightjar.media.frame.SlabPool;
import nightjar.media.mp4.Gaps;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Span;
import nightjar.store.read.SpanMp4;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.Rebuild;
import nightjar.store.write.RecordingWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is withheld cannot be read by any way there is, and comes back whole.
class CurtainTest {
  private static final StreamKey KEY = StreamKey.of("front-door", "main");
  private static final long HOUR = 3_600_000_000L;

  private final FakeClock clock = new FakeClock(Instant.parse("2026-10-25T00:59:30Z"));
  private final SplittableRandom random = new SplittableRandom(7);
  private final SlabPool pool = new SlabPool(1 << 20, 256 << 20);
  private final FrameMaker camera = new FrameMaker(pool, random, 25);

  @TempDir Path folder;

  @Test
  void withheldFootageCannotBeReadAndRecordingGoesOn() {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    long start = clock.wallMicros();
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, new Heard())) {
      RecordingWriter writer = store.stream(KEY);
      record(store, writer, 25 * 150);
      long before = store.withhold(clock.wallMicros() + HOUR);
      record(store, writer, 25 * 150);
      assertWithheld(() -> store.span(KEY, start, before));
      assertThat(store.reader().footageFrom(KEY, start)).isGreaterThanOrEqualTo(before);
      // Across the line: the new part alone, from the first file that holds nothing older.
      try (Span span = store.span(KEY, start, clock.wallMicros())) {
        assertThat(span.files()).isNotEmpty().allMatch(file -> file.start() >= before);
        List<Long> times = new ArrayList<>();
        span.frames(frame -> times.add(frame.wallMicros()));
        assertThat(times).isNotEmpty().allMatch(micros -> micros >= before);
        assertThat(span.mp4(Gaps.KEEP).startMicros()).isGreaterThanOrEqualTo(before);
      }
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
      store.reader().curtain().lift();
      try (Span span = store.span(KEY, start, clock.wallMicros())) {
        assertThat(span.mp4(Gaps.KEEP).startMicros()).isEqualTo(start);
      }
    }
    camera.close();
  }

  @Test
  void aSpanFoundBeforeReadsNothingMore() {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    long start = clock.wallMicros();
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, new Heard())) {
      record(store, store.stream(KEY), 25 * 150);
      try (Span span = store.span(KEY, start, clock.wallMicros())) {
        SpanMp4 mp4 = span.mp4(Gaps.KEEP);
        String path = span.files().getFirst().path();
        ByteBuffer into = ByteBuffer.allocate(4096);
        assertThat(mp4.read(mp4.headLength(), into)).isPositive();
        store.withhold(clock.wallMicros() + HOUR);
        assertWithheld(() -> mp4.read(mp4.headLength(), into.clear()));
        assertWithheld(() -> span.read(path, 0, into.clear()));
        assertWithheld(() -> span.frames(_ -> {}));
      }
    }
    camera.close();
  }

  /// A clock that was wrong has recorded into next year; set right, that is footage of before all the same.
  @Test
  void footageFromAheadOfTheClockIsWithheldToo() {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    long start = clock.wallMicros();
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, new Heard())) {
      clock.stepWall(Duration.ofDays(300));
      record(store, store.stream(KEY), 25 * 70);
      clock.stepWall(Duration.ofDays(-300));
      store.withhold(clock.wallMicros() + HOUR);
      assertWithheld(() -> store.span(KEY, start, start + 300 * 24 * HOUR));
    }
    camera.close();
  }

  private static void assertWithheld(org.assertj.core.api.ThrowableAssert.ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.WITHHELD));
  }

  private void record(Store store, RecordingWriter writer, int frames) {
    for (int i = 0; i < frames; i++) {
      Frame frame = camera.picture(clock.wallMicros(), 500, 3600);
      writer.frame(frame);
      clock.advance(Duration.ofMillis(40));
      store.writer().step();
    }
  }
}
