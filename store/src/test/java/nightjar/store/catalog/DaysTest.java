package nightjar.store.catalog;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import nightjar.media.codec.CodecConfig;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Known days against the rows themselves, over random histories: recording, breaks, retention, locked files that stay, clock steps,
/// repair, erasure, and changes that came to nothing.
class DaysTest {
  private static final long DAY = CatalogQueries.DAY_MICROS;
  private static final long START = 20_000 * DAY;
  private static final int STREAMS = 3;

  @TempDir private Path folder = Path.of("");
  private Catalog catalog;

  @BeforeEach
  void open() {
    catalog = Catalog.open("jdbc:sqlite:" + folder.resolve("catalog.db"), "disk", START);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void whatIsKnownIsWhatTheRowsSay() {
    for (long seed = 1; seed <= 20; seed++) {
      var history = new History(seed);
      for (int step = 0; step < 150; step++) {
        history.step();
        compare(history.random, "seed " + seed + ", step " + step);
      }
      catalog.transaction(() -> {
        catalog.writer().clear();
        return true;
      });
    }
  }

  /// Readers compare on one snapshot while the history goes on, so that days are kept and forgotten in every order there is.
  @Test
  void whatIsKnownIsWhatTheRowsSayWhileTheyChange() throws Exception {
    var over = new AtomicBoolean();
    List<CompletableFuture<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      var random = new SplittableRandom(i);
      readers.add(
          CompletableFuture.supplyAsync(
              () -> {
                int looks = 0;
                while (!over.get()) {
                  compare(random, "look " + looks++);
                }
                return looks;
              },
              work -> Thread.ofPlatform().start(work)));
    }
    var history = new History(99);
    for (int step = 0; step < 600; step++) {
      history.step();
    }
    over.set(true);
    for (CompletableFuture<Integer> reader : readers) {
      assertThat(reader.get()).isPositive();
    }
  }

  @Test
  void aDayThatNothingChangesIsReadOnce() {
    catalog.transaction(() -> {
      long stream = catalog.writer().stream(StreamKey.of("cam0", "main"));
      catalog.writer().insertGap(stream, START, START + 1, GapCause.NETWORK);
      return stream;
    });
    Interval day = new Interval(START, START + DAY);
    Day first = catalog.snapshot(queries -> day(queries, day));
    assertThat(catalog.<Day>snapshot(queries -> day(queries, day))).isSameAs(first);
    catalog.transaction(() -> {
      catalog.writer().insertGap(1, START + 2, START + 3, GapCause.DISK);
      return true;
    });
    assertThat(catalog.<Day>snapshot(queries -> day(queries, day)).gaps()).hasSize(2);
  }

  private static Day day(CatalogQueries queries, Interval day) {
    return requireNonNull(queries.known(1, day.start(), day.end() - 1)).getFirst();
  }

  private void compare(SplittableRandom random, String when) {
    long stream = random.nextInt(1, STREAMS + 1);
    boolean all = random.nextInt(4) == 0;
    long from = all ? Long.MIN_VALUE : START + random.nextLong(-DAY, 9 * DAY);
    long to = all ? Long.MAX_VALUE : from + random.nextLong(1, 9 * DAY);
    Days.View view = catalog.known();
    catalog.read(sql ->
        sql.snapshot(() -> {
          var known = new CatalogQueries(sql, view);
          var rows = new CatalogQueries(sql);
          assertThat(known.sessions(stream, from, to))
              .as(when)
              .isEqualTo(rows.sessions(stream, from, to));
          assertThat(known.gaps(stream, from, to)).as(when).isEqualTo(rows.gaps(stream, from, to));
          return true;
        }));
  }

  /// What disk threads do to a catalog, in the wildest order. Owned by one test.
  private final class History {
    final SplittableRandom random;
    private final long codecs;
    private final List<FileRow> sealed = new ArrayList<>();
    private final @Nullable FileRow[] growing = new FileRow[STREAMS + 1];
    private final long[] numbers = new long[STREAMS + 1];
    private long now = START;
    private long sequence;

    History(long seed) {
      random = new SplittableRandom(seed);
      codecs =
          catalog.transaction(() -> {
            for (int i = 0; i < STREAMS; i++) {
              catalog.writer().stream(StreamKey.of("cam" + i, "main"));
            }
            return catalog.writer().codecs(List.<CodecConfig>of());
          });
    }

    void step() {
      now += random.nextLong(1, DAY / 20);
      List<FileRow> before = List.copyOf(sealed);
      @Nullable FileRow[] growingBefore = growing.clone();
      boolean fails = random.nextInt(10) == 0;
      try {
        catalog.transaction(() -> {
          for (int i = random.nextInt(1, 4); i > 0; i--) {
            change(random.nextInt(1, STREAMS + 1));
          }
          if (fails) {
            throw new Undone();
          }
          return true;
        });
      } catch (Undone e) {
        sealed.clear();
        sealed.addAll(before);
        System.arraycopy(growingBefore, 0, growing, 0, growing.length);
      }
    }

    private void change(int stream) {
      CatalogWriter writer = catalog.writer();
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> record(stream);
        case 3, 4 -> {
          FileRow row = growing[stream];
          if (row != null) {
            long end = row.end() + random.nextLong(60_000_000);
            writer.seal(row, end, 2, FileState.SEALED, new byte[] {1});
            sealed.add(row.grown(end, 2, FileState.SEALED));
            growing[stream] = null;
          }
        }
        case 5 -> writer.gapBegins(stream, cause(), now);
        case 6 -> writer.endGap(stream, now);
        case 7 -> writer.insertGap(stream, now, now + random.nextLong(3 * DAY), cause());
        case 8, 9 -> {
          if (!sealed.isEmpty()) {
            // The oldest as retention does, or one from between locked ones.
            writer.forget(sealed.remove(random.nextBoolean() ? 0 : random.nextInt(sealed.size())));
          }
        }
        case 10 -> {
          now += random.nextLong(-2 * DAY, DAY);
          numbers[stream] = 0;
          writer.gapBegins(stream, GapCause.CLOCK, now);
        }
        default -> {
          if (random.nextInt(20) == 0) {
            writer.clear();
            for (int i = 0; i < STREAMS; i++) {
              writer.stream(StreamKey.of("cam" + i, "main"));
            }
            sealed.clear();
            Arrays.fill(growing, null);
          } else {
            writer.mend(stream);
          }
        }
      }
    }

    private void record(int stream) {
      CatalogWriter writer = catalog.writer();
      FileRow open = growing[stream];
      if (open != null) {
        long end = open.end() + 1_000_000;
        writer.grow(open, end, 2, new byte[] {1});
        growing[stream] = open.grown(end, 2, FileState.GROWING);
        return;
      }
      if (numbers[stream] == 0 || random.nextInt(4) == 0) {
        numbers[stream] = random.nextLong() >>> 1;
      }
      Interval interval = new Interval(now, now + random.nextLong(60_000_000));
      boolean whole = random.nextBoolean();
      FileRow row =
          new FileRow(
              0,
              stream,
              writer.session(stream, numbers[stream], interval),
              sequence++,
              interval.start(),
              interval.end(),
              1,
              whole ? FileState.SEALED : FileState.GROWING,
              "f" + sequence,
              codecs);
      FileRow added = row.withId(writer.file(row, new byte[] {1}));
      if (whole) {
        sealed.add(added);
      } else {
        growing[stream] = added;
      }
    }

    private GapCause cause() {
      return GapCause.of(random.nextInt(1, 7));
    }
  }

  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
