package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import nightjar.base.time.SystemClock;
import nightjar.media.mp4.Gaps;
import nightjar.store.Store;
import nightjar.store.StoreReader;
import nightjar.store.catalog.Catalog;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Span;
import nightjar.store.read.SpanMp4;
import nightjar.store.recording.StreamKey;

/// How long it takes to find footage in the catalog of a month of 64 cameras. `-Dnightjar.bench.days` and
/// `-Dnightjar.bench.cameras` make it smaller; `-Dnightjar.bench.keep=FOLDER` keeps the catalog for the next time.
///
/// Warm: asked again and again, of other cameras and times. Cold: before each question, nothing of the catalog or of the
/// recordings is in this machine's memory; what a host below keeps in its own cannot be told to go. The column of processor time
/// is what is left of the 99th percentile where nothing else runs.
final class FindBench {
  private static final long HOUR = 3_600_000_000L;
  private static final long DAY = 24 * HOUR;
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() * 1000;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int COLD_QUESTIONS = 50;

  /// What a player needs before it shows anything.
  private static final int FIRST_MEDIA_BYTES = 64 << 10;

  private final int cameras = Integer.getInteger("nightjar.bench.cameras", 64);
  private final int days = Integer.getInteger("nightjar.bench.days", 30);
  private final SplittableRandom random = new SplittableRandom(3);
  private final LocalDisk disk;
  private final Path folder;

  private FindBench(Path folder) {
    this.folder = folder;
    disk = new LocalDisk(folder);
  }

  private interface Question {
    long ask(StoreReader reader);
  }

  static void run() {
    String kept = System.getProperty("nightjar.bench.keep");
    Path folder = kept == null ? Site.temporary() : Path.of(kept);
    try {
      new FindBench(folder).measure();
    } finally {
      if (kept == null) {
        Site.delete(folder);
      }
    }
  }

  private void measure() {
    boolean made = disk.exists(Catalog.NAME);
    DiskIdentity identity = made ? DiskIdentity.require(disk) : Store.init(disk, random);
    List<SyntheticCatalog.Minute> minutes = new RealHour(random).write(folder, START);
    long begun = System.nanoTime();
    long files = made ? 0 : fill(identity, minutes);
    System.out.printf(
        Locale.ROOT,
        "%d cameras, %d days, %d files: catalog of %.1f GB made in %.0f s%n%n",
        cameras,
        days,
        files,
        size("catalog.db") / 1e9,
        (System.nanoTime() - begun) / 1e9);
    // A recorder's disk is never behind by more than two seconds' footage: nobody waits for 16 GB
    // to be written.
    shell("sync");
    var table =
        new Table(
            "question", "warm p50 ms", "p99", "of it CPU, p99", "cold p50 ms", "p99", "target p99");
    ask(table, "timeline of a day, one camera", 500, 10, this::day);
    ask(table, "timeline of the month, one camera", 300, 50, this::month);
    ask(table, "first byte of a random instant", 300, 20, this::instant);
    ask(table, "first byte of an export of an hour", 100, 100, this::hour);
    ask(table, "timeline of the month, all cameras", 10, 0, this::site);
    table.print();
    throughput(minutes);
  }

  private long fill(DiskIdentity identity, List<SyntheticCatalog.Minute> minutes) {
    long now = START + days * DAY;
    try (Catalog catalog = Catalog.open(disk.database(Catalog.NAME), identity.disk(), now)) {
      return new SyntheticCatalog(
              catalog, random, minutes, List.of(RealHour.CONFIG), (_, _, real) -> real)
          .fill(cameras, START, days * 1440);
    }
  }

  private long day(StoreReader reader) {
    long from = START + random.nextInt(days) * DAY;
    return reader.coverage(camera(), from, from + DAY).recordedMicros();
  }

  private long month(StoreReader reader) {
    return reader.coverage(camera(), START, START + days * DAY).recordedMicros();
  }

  private long site(StoreReader reader) {
    long span = days * DAY;
    return reader.timeline(reader.streams(), START, START + span, span / 1920).size();
  }

  private long instant(StoreReader reader) {
    long at = START + random.nextLong(days * DAY - HOUR);
    return begin(reader, at, at + 30_000_000);
  }

  private long hour(StoreReader reader) {
    long at = START + random.nextLong(days * DAY - HOUR);
    return begin(reader, at, at + HOUR);
  }

  private long begin(StoreReader reader, long from, long to) {
    try (Span span = reader.span(camera(), from, to)) {
      SpanMp4 mp4 = span.mp4(Gaps.KEEP);
      ByteBuffer first = ByteBuffer.allocate(FIRST_MEDIA_BYTES);
      return mp4.read(mp4.headLength(), first) + mp4.headLength();
    }
  }

  private StreamKey camera() {
    return StreamKey.of("cam" + random.nextInt(1, cameras + 1), "main");
  }

  private void ask(Table table, String what, int times, int target, Question question) {
    double[] warm = new double[times];
    double[] cpu = new double[times];
    try (StoreReader reader = StoreReader.open(disk, new SystemClock())) {
      for (int i = -times / 4; i < times; i++) {
        long before = CPU.getCurrentThreadCpuTime();
        double took = took(reader, question);
        if (i >= 0) {
          warm[i] = took;
          cpu[i] = (CPU.getCurrentThreadCpuTime() - before) / 1e6;
        }
      }
    }
    double[] cold = new double[Math.min(times, COLD_QUESTIONS)];
    for (int i = 0; i < cold.length; i++) {
      try (StoreReader reader = StoreReader.open(disk, new SystemClock())) {
        evict();
        cold[i] = took(reader, question);
      }
    }
    table.row(
        what,
        percentile(warm, 50),
        percentile(warm, 99),
        percentile(cpu, 99),
        percentile(cold, 50),
        percentile(cold, 99),
        target == 0 ? "-" : target);
  }

  private static double took(StoreReader reader, Question question) {
    long begun = System.nanoTime();
    if (question.ask(reader) <= 0) {
      throw new IllegalStateException("no answer");
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double percentile(double[] values, int percent) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) * percent / 100];
  }

  /// posix_fadvise(DONTNEED), through the one program of every Linux that says it.
  private void evict() {
    List<String> files = new ArrayList<>(List.of("catalog.db"));
    files.addAll(
        disk.list("hour/main/2026-01-01").stream().map("hour/main/2026-01-01/"::concat).toList());
    String each =
        "for f in "
            + String.join(" ", files)
            + "; do dd if=$f iflag=nocache count=0 status=none; done";
    shell(each);
  }

  private void shell(String script) {
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).inheritIO().start();
      Programs.stop(shell, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Copies the real hour into a file, as one MP4 and by `cat`; the best of three.
  private void throughput(List<SyntheticCatalog.Minute> minutes) {
    String files = String.join(" ", minutes.stream().map(SyntheticCatalog.Minute::path).toList());
    long bytes = minutes.stream().mapToLong(SyntheticCatalog.Minute::bytes).sum();
    double cat = Double.MAX_VALUE;
    double export = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long begun = System.nanoTime();
      shell("cat " + files + " > copy");
      cat = Math.min(cat, (System.nanoTime() - begun) / 1e9);
      begun = System.nanoTime();
      export();
      export = Math.min(export, (System.nanoTime() - begun) / 1e9);
    }
    new Table("an hour of 4 Mbit/s into a file", "MB/s", "of cat", "target")
        .row("`cat`", bytes / cat / 1e6, "100 %", "")
        .row("export", bytes / export / 1e6, Math.round(100 * cat / export) + " %", "70 %")
        .print();
  }

  private void export() {
    try (StoreReader reader = StoreReader.open(disk, new SystemClock());
        Span span = reader.span(StreamKey.of("cam2", "main"), START + HOUR, START + 2 * HOUR);
        WritableByteChannel out =
            FileChannel.open(
                folder.resolve("copy"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      SpanMp4 mp4 = span.mp4(Gaps.KEEP);
      mp4.send(0, mp4.length(), out, SpanMp4.Progress.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long size(String name) {
    try {
      return Files.size(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
