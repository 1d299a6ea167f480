package nightjar.store.catalog;

import java.util.List;
import nightjar.media.codec.CodecConfig;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// Changes to the catalog. Owned by the disk's thread; call within [Catalog#transaction].
public final class CatalogWriter {
  private final Sql sql;

  CatalogWriter(Sql sql) {
    this.sql = sql;
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

  /// Begins an unbroken recording; `number` is what its files' headers call it.
  public long session(long stream, long number, Interval interval) {
    return sql.insert(
        "INSERT INTO session (stream, number, start_us, end_us) VALUES (?, ?, ?, ?)",
        stream,
        number,
        interval.start(),
        interval.end());
  }

  /// The recording with this number, when a file of it is known already.
  public long sessionOf(long stream, long number) {
    return sql.number("SELECT id FROM session WHERE stream = ? AND number = ?", stream, number);
  }

  /// Adds a file, and what it holds to its session and stream. The row's own id is not looked at; session 0 is for a file
  /// that holds nothing and only waits to be deleted.
  public long file(FileRow row) {
    long id =
        sql.insert(
            "INSERT INTO file"
                + " (stream, session, sequence, start_us, end_us, bytes, state, path, codecs)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row.stream(),
            row.session(),
            row.sequence(),
            row.start(),
            row.end(),
            row.bytes(),
            row.state().code(),
            row.path(),
            row.codecs());
    if (row.session() != 0) {
      addBytes(row.stream(), row.bytes());
      recordedUntil(row.stream(), row.end());
      stretch(row.session(), row.start(), row.end());
    }
    return id;
  }

  /// More of a file is durable.
  public void grow(FileRow before, long end, long bytes, FileState state) {
    sql.update(
        "UPDATE file SET end_us = ?, bytes = ?, state = ? WHERE id = ?",
        end,
        bytes,
        state.code(),
        before.id());
    addBytes(before.stream(), bytes - before.bytes());
    recordedUntil(before.stream(), end);
    stretch(before.session(), before.start(), end);
  }

  public void state(long file, FileState state) {
    sql.update("UPDATE file SET state = ? WHERE id = ?", state.code(), file);
  }

  public void frames(long file, byte[] index) {
    sql.update(
        "INSERT INTO frame_index (file, frames) VALUES (?, ?)"
            + " ON CONFLICT (file) DO UPDATE SET frames = excluded.frames",
        file,
        index);
  }

  /// Takes a deleted file out, and its time out of its session.
  public void forget(FileRow row) {
    sql.update("DELETE FROM frame_index WHERE file = ?", row.id());
    sql.update("DELETE FROM file WHERE id = ?", row.id());
    if (row.session() == 0) {
      return;
    }
    addBytes(row.stream(), -row.bytes());
    Long previousEnd = neighbour("end_us", row, "< ? ORDER BY sequence DESC");
    Long nextStart = neighbour("start_us", row, "> ? ORDER BY sequence");
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
        "SELECT " + column + " FROM file WHERE session = ? AND sequence " + side + " LIMIT 1",
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

  /// A gap whose both ends are known.
  public void insertGap(long stream, long start, @Nullable Long end, GapCause cause) {
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
    if (at <= open.start() && open.cause() != GapCause.CLOCK) {
      sql.update("DELETE FROM gap WHERE id = ?", open.id());
    } else {
      sql.update("UPDATE gap SET end_us = ? WHERE id = ?", Math.max(open.start(), at), open.id());
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

  /// Forgets gaps that ended before footage begins: they explain nothing any more.
  public void forgetGaps(long stream, long before) {
    sql.update("DELETE FROM gap WHERE stream = ? AND end_us < ?", stream, before);
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
            "UPDATE stream SET bytes = (SELECT coalesce(sum(bytes), 0) FROM file WHERE stream = ?)"
                + " WHERE id = ?",
            stream,
            stream)
        > 0;
  }

  /// The file at this path, if it is known; looks at every row, so it is for repair only.
  public @Nullable FileRow fileAt(String path) {
    return sql.first(
        "SELECT " + FileRow.COLUMNS + " FROM file WHERE path = ?", FileRow::read, path);
  }

  /// All locks, with what this transaction changed.
  public List<EvidenceLock> locks() {
    return new CatalogQueries(sql).locks();
  }

  private void addBytes(long stream, long bytes) {
    sql.update("UPDATE stream SET bytes = bytes + ? WHERE id = ?", bytes, stream);
  }

  private void recordedUntil(long stream, long end) {
    sql.update("UPDATE stream SET recorded_until_us = ? WHERE id = ?", end, stream);
  }

  private void stretch(long session, long start, long end) {
    sql.update(
        "UPDATE session SET start_us = min(start_us, ?), end_us = max(end_us, ?) WHERE id = ?",
        start,
        end,
        session);
  }
}
