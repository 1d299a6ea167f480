package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.SlabPool;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Coverage;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.CheckReport;
import nightjar.store.recover.Finding;
import nightjar.store.recover.Rebuild;
import nightjar.store.write.RecordingWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lies planted in the catalog, one of each kind: check finds it, repair mends it, and what is recorded shows again as before.
class LyingCatalogTest {
  private static final StreamKey KEY = StreamKey.of("front-door", "main");
  private static final StreamKey OTHER = StreamKey.of("yard", "main");
  private static final long END = Long.MAX_VALUE / 2;

  private final FakeClock clock = new FakeClock(Instant.parse("2026-10-25T00:30:00Z"));
  private final SplittableRandom random = new SplittableRandom(5);
  private final SlabPool pool = new SlabPool(1 << 20, 256 << 20);

  @TempDir private Path folder = Path.of("");

  /// Two sessions of the one camera with a gap between them, one of the other.
  @BeforeEach
  void record() {
    Store.init(new LocalDisk(folder), random);
    try (Store store =
            Store.prepare(new LocalDisk(folder), StoreConfig.DEFAULT, clock, random, new Heard());
        FrameMaker camera = new FrameMaker(pool, random, 25);
        FrameMaker yard = new FrameMaker(pool, random, 25)) {
      RecordingWriter writer = store.stream(KEY);
      RecordingWriter other = store.stream(OTHER);
      record(store, writer, camera, other, yard, 25 * 130);
      writer.gap(GapCause.CAMERA);
      clock.advance(Duration.ofSeconds(20));
      camera.newGop();
      record(store, writer, camera, other, yard, 25 * 70);
    }
  }

  private void record(
      Store store,
      RecordingWriter writer,
      FrameMaker camera,
      RecordingWriter other,
      FrameMaker yard,
      int frames) {
    for (int i = 0; i < frames; i++) {
      writer.frame(camera.picture(clock.wallMicros(), 300, 3600));
      other.frame(yard.picture(clock.wallMicros(), 300, 3600));
      clock.advance(Duration.ofMillis(40));
      store.writer().step();
    }
  }

  @Test
  void aTrueCatalogHasNothingToMend() {
    assertThat(check().findings()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "session begins early | UPDATE session SET start_us = start_us - 60000000 | Mistimed",
        "session begins late | UPDATE session SET start_us = start_us + 1 | Mistimed",
        "session ends late | UPDATE session SET end_us = end_us + 60000000 | Mistimed",
        "session ends early | UPDATE session SET end_us = end_us - 1 | Mistimed",
        "session without files | INSERT INTO session (stream, number, start_us, end_us)"
            + " VALUES (1, 5, 1, 2) | Mistimed",
        "session of another number | UPDATE session SET number = number + 1 | Misindexed",
        "session of another stream | UPDATE session SET stream = 2 WHERE stream = 1 | Misindexed",
        "file of no session | UPDATE file SET session = 999 WHERE sequence = 1 | Misindexed",
        "file out of order | UPDATE file SET sequence = sequence + 7 WHERE sequence = 1 | Misindexed",
        "file of another start | UPDATE file SET start_us = start_us + 1 WHERE sequence = 1"
            + " | Misindexed",
        "file of another end | UPDATE file SET end_us = end_us + 1 WHERE sequence = 1 | Misindexed",
        "file with fewer bytes | UPDATE file SET bytes = bytes - 1 WHERE sequence = 1 | Shortened",
        "file with more bytes | UPDATE file SET bytes = bytes + 9 WHERE sequence = 1 | Shortened",
        "file of another stream | UPDATE file SET stream = 2 WHERE stream = 1 AND sequence = 1"
            + " | Misindexed",
        "file at another time | UPDATE file SET id = id - 5000 WHERE sequence = 1 | Misindexed",
        "file known twice | INSERT INTO file SELECT id + 1, stream, session, sequence, start_us,"
            + " end_us, bytes, state, path, codecs, extent, extent_at, extent_bytes FROM file"
            + " WHERE sequence = 1 | Misindexed",
        "extent with more files | UPDATE extent SET files = files + 1 | Misfilled",
        "extent with fewer files | UPDATE extent SET files = 1 | Misfilled",
        "extent with less in it | UPDATE extent SET used = 1 | Misfilled",
        "extent with more than fits | UPDATE extent SET used = 999999999 | Misfilled",
        "extent of nobody | INSERT INTO extent (stream, used, files) VALUES (1, 0, 3) | Misfilled",
        "extent without data | DELETE FROM extent_data | Misindexed",
        "another file's index | UPDATE file SET extent_at = 0 WHERE sequence = 1 | Misindexed",
        "stream with more bytes | UPDATE stream SET bytes = bytes + 1 | Miscounted",
      })
  void aLieIsFoundAndMended(String what, String lie, String kind) throws SQLException {
    List<Coverage> before = coverage();
    tell(lie);
    CheckReport report = check();
    assertThat(report.findings())
        .as(what)
        .anyMatch(finding -> finding.getClass().getSimpleName().equals(kind));
    assertThat(report.findings()).allMatch(finding -> !Finding.explain(finding).isBlank());
    try (Store store = open()) {
      store.repair(report.findings());
      store.repair(store.check(Rebuild.Progress.SILENT).findings());
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).as(what).isEmpty();
    }
    assertThat(coverage()).as(what).isEqualTo(before);
  }

  private List<Coverage> coverage() {
    try (Store store = open()) {
      return List.of(store.coverage(KEY, 0, END), store.coverage(OTHER, 0, END));
    }
  }

  private CheckReport check() {
    try (Store store = open()) {
      return store.check(Rebuild.Progress.SILENT);
    }
  }

  private void tell(String lie) throws SQLException {
    try (Connection catalog =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db"));
        Statement statement = catalog.createStatement()) {
      assertThat(statement.executeUpdate(lie)).as(lie).isPositive();
    }
  }

  private Store open() {
    return Store.open(new LocalDisk(folder), StoreConfig.DEFAULT, clock, random, new Heard());
  }
}
