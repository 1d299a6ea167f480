package nightjar.store.catalog;

import java.util.Arrays;
import java.util.List;
import nightjar.media.codec.CodecConfig;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// Changes to the catalog. Owned by the disk's thread; call within [Catalog#transaction].
public final class CatalogWriter {
  private static final String COLUMNS =
      " (id, stream, session, sequence, start_us, end_us, bytes, state, path, codecs";

  /// A hole longer than this is never inside of a recording: the session would have ended.
  static final long SEAM_MICROS = 10_000_000;

  private final Sql sql;
  private final Extents extents;

  CatalogWriter(Sql sql) {
    this.sql = sql;
    extents = new Extents(sql);
  }

  /// Writes what is held back until the end of a transaction.
  void beforeCommit() {
    extents.flush();
  }

  /// The transaction is over, whichever way.
  void afterTransaction() {
    extents.forget();
  }

  /// The row of a stream, made when it is new.
  public long stream(StreamKey key) {
    sql.update(
        "INSERT INTO stream (camera, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        key.camera().name(),
        key.stream().name());
    return sql.number(
        "SELECT id FROM stream WHERE camera = ? AND name = ?",
        key.camera().name(),
        key.stream().name());
  }

  /// The row of these decoder configurations, made when they are new.
  public long codecs(List<CodecConfig> configs) {
    byte[] init = Codecs.encode(configs);
    sql.update("INSERT INTO codecs (init) VALUES (?) ON CONFLICT DO NOTHING", init);
    return sql.number("SELECT id FROM codecs WHERE init = ?", init);
  }

  /// The row of an unbroken recording, or that part of it which begins on the UTC day of `interval` and has no hole, where
  /// retention took files from between locked ones; made when it is new, and then footage begins. `number` is what its files'
  /// headers call it.
  public long session(long stream, long number, Interval interval) {
    Part before = partBefore(stream, number, interval.start());
    boolean goesOn = before != null && interval.start() - before.end() <= SEAM_MICROS;
    if (before != null && goesOn && before.day() == day(interval.start())) {
      return before.id();
    }
    if (before != null && goesOn) {
      stretch(before.id(), interval.start(), interval.start());
    } else {
      endGap(stream, interval.start());
    }
    return sql.insert(
        "INSERT INTO session (stream, number, start_us, end_us) VALUES (?, ?, ?, ?)",
        stream,
        number,
        interval.start(),
        interval.end());
  }

  private record Part(long id, long day, long end) {}

  private @Nullable Part partBefore(long stream, long number, long start) {
    return sql.first(
        "SELECT id, start_us, end_us FROM session WHERE stream = ? AND number = ?"
            + " AND start_us <= ? ORDER BY start_us DESC LIMIT 1",
        row -> new Part(row.getLong(1), day(row.getLong(2)), row.getLong(3)),
        stream,
        number,
        start);
  }

  private static long day(long micros) {
    return Math.floorDiv(micros, CatalogQueries.DAY_MICROS);
  }

  /// Adds a file with its frame index, and what it holds to its session and stream. The row's own id is not looked at;
  /// session 0 is for a file that holds nothing and only waits to be deleted.
  public long file(FileRow row, byte[] index) {
    FileRow added = row.withId(freeId(row.stream(), row.start()));
    if (row.state() == FileState.GROWING) {
      sql.update(
          "INSERT INTO tail" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values(added));
      part(added.id(), index);
    } else {
      settle(added, index);
    }
    if (row.session() != 0) {
      recorded(row.stream(), row.bytes(), row.end());
      stretch(row.session(), row.start(), row.end());
    }
    return added.id();
  }

  private long freeId(long stream, long start) {
    long id = FileRow.firstId(stream, start);
    while (sql.number(
            "SELECT (SELECT count(*) FROM file WHERE id = ?1)"
                + " + (SELECT count(*) FROM tail WHERE id = ?1)",
            id)
        > 0) {
      id++;
    }
    return id;
  }

  private void part(long file, byte[] index) {
    if (index.length > 0) {
      sql.update("INSERT INTO tail_frames (file, frames) VALUES (?, ?)", file, index);
    }
  }

  private void settle(FileRow row, byte[] index) {
    if (index.length == 0) {
      sql.update(
          "INSERT INTO file" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values(row));
      return;
    }
    Extents.Place place = extents.add(row.stream(), index);
    sql.update(
        "INSERT INTO file"
            + COLUMNS
            + ", extent, extent_at, extent_bytes)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values(row, place.extent(), place.at(), place.bytes()));
  }

  private static Object[] values(FileRow row, Object... more) {
    Object[] values = {
      row.id(),
      row.stream(),
      row.session(),
      row.sequence(),
      row.start(),
      row.end(),
      row.bytes(),
      row.state().code(),
      row.path(),
      row.codecs()
    };
    Object[] all = Arrays.copyOf(values, values.length + more.length);
    System.arraycopy(more, 0, all, values.length, more.length);
    return all;
  }

  /// More of a growing file is durable; `index` is what that adds to its frame index. The session is stretched when the file is
  /// sealed: until then, readers look at the growing file itself.
  public void grow(FileRow before, long end, long bytes, byte[] index) {
    sql.update("UPDATE tail SET end_us = ?, bytes = ? WHERE id = ?", end, bytes, before.id());
    part(before.id(), index);
    recorded(before.stream(), bytes - before.bytes(), end);
  }

  /// No more comes to a growing file. `index` is its frame index, from the beginning.
  public void seal(FileRow before, long end, long bytes, FileState state, byte[] index) {
    removeTail(before.id());
    settle(before.grown(end, bytes, state), index);
    recorded(before.stream(), bytes - before.bytes(), end);
    stretch(before.session(), before.start(), end);
  }

  private void removeTail(long file) {
    sql.update("DELETE FROM tail_frames WHERE file = ?", file);
    sql.update("DELETE FROM tail WHERE id = ?", file);
  }

  /// Of a file that does not grow any more.
  public void state(long file, FileState state) {
    sql.update("UPDATE file SET state = ? WHERE id = ?", state.code(), file);
  }

  /// Takes a deleted file out, and its time out of its session.
  public void forget(FileRow row) {
    long extent = sql.number("SELECT extent FROM file WHERE id = ?", row.id());
    if (extent != 0) {
      extents.remove(extent);
    }
    sql.update("DELETE FROM file WHERE id = ?", row.id());
    removeTail(row.id());
    if (row.session() == 0) {
      return;
    }
    sql.update("UPDATE stream SET bytes = bytes - ? WHERE id = ?", row.bytes(), row.stream());
    Long previousEnd = neighbour("end_us", row, "< ?2 ORDER BY sequence DESC");
    Long nextStart = neighbour("start_us", row, "> ?2 ORDER BY sequence");
    if (previousEnd == null && nextStart == null) {
      sql.update("DELETE FROM session WHERE id = ?", row.session());
    } else if (previousEnd == null) {
      sql.update("UPDATE session SET start_us = ? WHERE id = ?", nextStart, row.session());
    } else if (nextStart == null) {
      sql.update("UPDATE session SET end_us = ? WHERE id = ?", previousEnd, row.session());
    } else {
      split(row, previousEnd, nextStart);
    }
  }

  private @Nullable Long neighbour(String column, FileRow row, String side) {
    return sql.first(
        "SELECT "
            + column
            + " FROM (SELECT start_us, end_us, sequence FROM file WHERE session = ?1"
            + " UNION ALL SELECT start_us, end_us, sequence FROM tail WHERE session = ?1)"
            + " WHERE sequence "
            + side
            + " LIMIT 1",
        result -> result.getLong(1),
        row.session(),
        row.sequence());
  }

  /// Locked files before it stay: they become a session of their own. They are few, where what follows may be a month.
  private void split(FileRow row, long previousEnd, long nextStart) {
    long before =
        sql.insert(
            "INSERT INTO session (stream, number, start_us, end_us)"
                + " SELECT stream, number, start_us, ? FROM session WHERE id = ?",
            previousEnd,
            row.session());
    sql.update(
        "UPDATE file SET session = ? WHERE session = ? AND sequence < ?",
        before,
        row.session(),
        row.sequence());
    sql.update("UPDATE session SET start_us = ? WHERE id = ?", nextStart, row.session());
  }

  /// No footage from the end of what is recorded on; `at` is when that was noticed, and when another cause takes over.
  public void gapBegins(long stream, GapCause cause, long at) {
    OpenGap open = openGap(stream);
    if (open == null) {
      Long until = recordedUntil(stream);
      insertGap(stream, until == null ? at : until, null, cause);
    } else if (open.cause() != cause) {
      endGap(stream, at);
      insertGap(stream, Math.max(open.start(), at), null, cause);
    }
  }

  /// A gap; `end` is null while it lasts. One that is over is cut at every midnight UTC, as [CatalogQueries#gaps] expects.
  public void insertGap(long stream, long start, @Nullable Long end, GapCause cause) {
    long from = start;
    while (end != null && midnightAfter(from) < end) {
      insertPart(stream, from, midnightAfter(from), cause);
      from = midnightAfter(from);
    }
    insertPart(stream, from, end, cause);
  }

  private static long midnightAfter(long micros) {
    return (day(micros) + 1) * CatalogQueries.DAY_MICROS;
  }

  private void insertPart(long stream, long start, @Nullable Long end, GapCause cause) {
    sql.update(
        "INSERT INTO gap (stream, start_us, end_us, cause) VALUES (?, ?, ?, ?)",
        stream,
        start,
        end,
        cause.code());
  }

  /// Ends the stream's open gap, if there is one, because footage begins. One without length explains nothing and goes,
  /// unless the clock stepped: then it tells why the same time comes twice.
  public void endGap(long stream, long at) {
    OpenGap open = openGap(stream);
    if (open == null) {
      return;
    }
    sql.update("DELETE FROM gap WHERE id = ?", open.id());
    if (at > open.start() || open.cause() == GapCause.CLOCK) {
      insertGap(stream, open.start(), Math.max(open.start(), at), open.cause());
    }
  }

  /// Runs `adopt`, which takes in a file that ends at `end` and that the stream has long left behind: how far the stream is
  /// recorded stays, and its open gap too, from the end of that file on at the earliest.
  public void behind(long stream, long end, Runnable adopt) {
    OpenGap open = openGap(stream);
    Long until = recordedUntil(stream);
    adopt.run();
    if (open != null) {
      sql.update("DELETE FROM gap WHERE stream = ? AND end_us IS NULL", stream);
      insertGap(stream, Math.max(open.start(), end), null, open.cause());
    }
    if (until != null) {
      sql.update(
          "UPDATE stream SET recorded_until_us = max(recorded_until_us, ?) WHERE id = ?",
          until,
          stream);
    }
  }

  private record OpenGap(long id, long start, GapCause cause) {}

  private @Nullable OpenGap openGap(long stream) {
    return sql.first(
        "SELECT id, start_us, cause FROM gap WHERE stream = ? AND end_us IS NULL",
        row -> new OpenGap(row.getLong(1), row.getLong(2), GapCause.of(row.getInt(3))),
        stream);
  }

  private @Nullable Long recordedUntil(long stream) {
    return sql.first(
        "SELECT recorded_until_us FROM stream WHERE id = ? AND recorded_until_us IS NOT NULL",
        row -> row.getLong(1),
        stream);
  }

  /// Forgets everything: nothing was ever recorded here.
  public void clear() {
    for (String table :
        List.of(
            "tail_frames",
            "tail",
            "file",
            "extent_data",
            "extent",
            "session",
            "gap",
            "evidence_lock",
            "codecs",
            "stream")) {
      sql.update("DELETE FROM " + table);
    }
  }

  /// The recorder was running at this time.
  public void alive(long micros) {
    sql.update("UPDATE life SET alive = ?", micros);
  }

  public long lock(EvidenceLock lock) {
    return sql.insert(
        "INSERT INTO evidence_lock (camera, start_us, end_us, reason, locked_by, made_us)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        lock.camera().name(),
        lock.interval().start(),
        lock.interval().end(),
        lock.reason(),
        lock.by(),
        lock.madeMicros());
  }

  public boolean unlock(long id) {
    return sql.update("DELETE FROM evidence_lock WHERE id = ?", id) > 0;
  }

  /// Sums the stream's bytes up anew.
  public boolean recount(long stream) {
    return sql.update(
            "UPDATE stream SET bytes ="
                + " (SELECT coalesce(sum(bytes), 0) FROM file WHERE id >= ?2 AND id < ?3)"
                + " + (SELECT coalesce(sum(bytes), 0) FROM tail WHERE id >= ?2 AND id < ?3)"
                + " WHERE id = ?1",
            stream,
            FileRow.firstId(stream, 0),
            FileRow.endId(stream))
        > 0;
  }

  /// Makes the stream's sessions and extents what its files say.
  public void mend(long stream) {
    extents.flush();
    new CatalogChecks(sql).mend(stream);
  }

  /// The file at this path, if it is known; looks at every row, so it is for repair only.
  public @Nullable FileRow fileAt(String path) {
    return sql.first(
        "SELECT "
            + FileRow.COLUMNS
            + " FROM file WHERE path = ?1 UNION ALL SELECT "
            + FileRow.COLUMNS
            + " FROM tail WHERE path = ?1",
        FileRow::read,
        path);
  }

  /// All locks, with what this transaction changed.
  public List<EvidenceLock> locks() {
    return new CatalogQueries(sql).locks();
  }

  private void recorded(long stream, long bytes, long end) {
    sql.update(
        "UPDATE stream SET bytes = bytes + ?, recorded_until_us = ? WHERE id = ?",
        bytes,
        end,
        stream);
  }

  private void stretch(long session, long start, long end) {
    sql.update(
        "UPDATE session SET start_us = min(start_us, ?), end_us = max(end_us, ?) WHERE id = ?",
        start,
        end,
        session);
  }
}
