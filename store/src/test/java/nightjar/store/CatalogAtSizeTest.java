package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import nightjar.base.time.FakeClock;
import nightjar.base.time.SystemClock;
import nightjar.media.frame.Frame;
import nightjar.media.frame.SlabPool;
import nightjar.media.mp4.FileHeader;
import nightjar.media.mp4.FragmentWriter;
import nightjar.media.mp4.Gaps;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.SyntheticCatalog;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Span;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions to a catalog of a real site's size; prints how long they take. `-Dnightjar.days=30` for all of it.
class CatalogAtSizeTest {
  private static final int CAMERAS = 64;
  private static final long DAY = 86_400_000_000L;
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() * 1000;

  private final FakeClock clock = new FakeClock(Instant.parse("2026-02-01T00:00:00Z"));
  private final SplittableRandom random = new SplittableRandom(3);
  private final SystemClock stopwatch = new SystemClock();

  @TempDir Path folder;

  @Test
  @Tag("slow")
  void everyQuestionIsAnsweredFromAnIndex() {
    int days = Integer.getInteger("nightjar.days", 1);
    LocalDisk disk = new LocalDisk(folder);
    DiskIdentity identity = Store.init(disk, random);
    long begun = stopwatch.nanos();
    long files = fill(disk, identity, days);
    report("fill", new long[] {stopwatch.nanos() - begun});
    assertThat(files).isEqualTo(days * 1440L * CAMERAS);
    begun = stopwatch.nanos();
    try (Store store =
        Store.prepare(disk, StoreConfig.DEFAULT, clock, random, StoreListener.SILENT)) {
      report("open", new long[] {stopwatch.nanos() - begun});
      time("day timeline", 500, () -> coverage(store, START + random.nextLong(days) * DAY, DAY));
      time("month timeline", 200, () -> coverage(store, START, days * DAY));
      time("find an instant", 500, () -> span(store, random.nextLong(days * DAY), 1));
      time("lay out an hour", 100, () -> hour(store, random.nextLong((days * 24 - 1)) * DAY / 24));
    }
  }

  private long fill(LocalDisk disk, DiskIdentity identity, int days) {
    ByteBuffer index = minute();
    try (Catalog catalog =
        Catalog.open(disk.database(Catalog.NAME), identity.disk(), clock.wallMicros())) {
      return new SyntheticCatalog(catalog, random, index, List.of(FrameMaker.SMALL))
          .fill(CAMERAS, START, days * 1440);
    }
  }

  /// The index of a real minute at 25 frames a second.
  private ByteBuffer minute() {
    FragmentWriter writer =
        new FragmentWriter(new FileHeader("one", "main", 1, 0, START), List.of(FrameMaker.SMALL));
    SlabPool pool = new SlabPool(1 << 20, 64 << 20);
    try (FrameMaker maker = new FrameMaker(pool, random, 50)) {
      for (int second = 0; second < Integer.getInteger("nightjar.seconds", 60) * 2; second++) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < 12 + second % 2; i++) {
          Frame frame = maker.picture(START, 3000, 3600);
          frame.retain();
          frames.add(frame);
        }
        writer.write(frames, new long[] {maker.dts + 3600});
        frames.forEach(Frame::release);
      }
    }
    return writer.index();
  }

  private long coverage(Store store, long from, long micros) {
    return store.coverage(camera(), from, from + micros).recordedMicros();
  }

  private long span(Store store, long at, long micros) {
    try (Span span = store.span(camera(), START + at, START + at + micros)) {
      return span.files().size();
    }
  }

  private long hour(Store store, long at) {
    try (Span span = store.span(camera(), START + at, START + at + DAY / 24)) {
      return span.mp4(Gaps.KEEP).length();
    }
  }

  private StreamKey camera() {
    return StreamKey.of("camera-" + random.nextInt(CAMERAS), "main");
  }

  private void time(String what, int times, LongSupplier question) {
    long[] nanos = new long[times];
    long answers = 0;
    for (int i = 0; i < times; i++) {
      long begun = stopwatch.nanos();
      answers += question.getAsLong();
      nanos[i] = stopwatch.nanos() - begun;
    }
    report(what, nanos);
    assertThat(answers).isPositive();
  }

  private static void report(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        "%-16s p50 %8.2f ms   p99 %8.2f ms%n",
        what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }
}
