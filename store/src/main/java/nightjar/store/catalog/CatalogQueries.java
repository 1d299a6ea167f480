package nightjar.store.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nightjar.media.codec.CodecConfig;
import nightjar.store.recording.CameraId;
import nightjar.store.recording.Gap;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Holding;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// Questions to the catalog, each answered from an index. Owned by whoever owns the connection.
public final class CatalogQueries {
  /// No recording file lasts longer; so a file over an instant began at most this long before it.
  public static final long LONGEST_FILE_MICROS = 600_000_000;

  private final Sql sql;

  public CatalogQueries(Sql sql) {
    this.sql = sql;
  }

  /// A stream's row and how much it holds.
  public record StreamRow(long id, StreamKey key, long bytes) {}

  public List<StreamRow> streams() {
    return sql.query(
        "SELECT id, camera, name, bytes FROM stream ORDER BY camera, name",
        CatalogQueries::streamRow);
  }

  public @Nullable StreamRow stream(StreamKey key) {
    return sql.first(
        "SELECT id, camera, name, bytes FROM stream WHERE camera = ? AND name = ?",
        CatalogQueries::streamRow,
        key.camera().name(),
        key.stream().name());
  }

  /// Files with footage between the two, in order of time. Those retention has chosen are gone already.
  public List<FileRow> files(long stream, long from, long to) {
    return sql.query(
        "SELECT "
            + FileRow.COLUMNS
            + " FROM file WHERE stream = ? AND start_us >= ?"
            + " AND start_us < ? AND end_us > ? AND state <> 3 ORDER BY start_us, id",
        FileRow::read,
        stream,
        from - LONGEST_FILE_MICROS,
        to,
        from);
  }

  /// Files that begin at or after `from`, at most `limit`, oldest first, in any state.
  public List<FileRow> page(long stream, long from, long afterId, int limit) {
    return sql.query(
        "SELECT "
            + FileRow.COLUMNS
            + " FROM file WHERE stream = ? AND (start_us, id) > (?, ?)"
            + " ORDER BY start_us, id LIMIT ?",
        FileRow::read,
        stream,
        from,
        afterId,
        limit);
  }

  /// The oldest whole files of a stream that no evidence lock covers.
  public List<FileRow> oldest(StreamRow stream, int limit) {
    return sql.query(
        "SELECT "
            + FileRow.COLUMNS
            + " FROM file WHERE stream = ? AND state IN (1, 2)"
            + " AND NOT EXISTS (SELECT 1 FROM evidence_lock AS lock WHERE lock.camera = ?"
            + " AND lock.end_us > file.start_us AND lock.start_us < file.end_us)"
            + " ORDER BY start_us, id LIMIT ?",
        FileRow::read,
        stream.id(),
        stream.key().camera().name(),
        limit);
  }

  /// Files that need a look at start: still growing, abandoned, or half deleted.
  public List<FileRow> unsettled() {
    return sql.query(
        "SELECT " + FileRow.COLUMNS + " FROM file INDEXED BY file_unsettled WHERE state <> 1",
        FileRow::read);
  }

  /// When the last durable frame of the stream ended, which after a clock step is not its newest time; null before the first.
  public @Nullable Long recordedUntil(long stream) {
    return sql.first(
        "SELECT recorded_until_us FROM stream WHERE id = ? AND recorded_until_us IS NOT NULL",
        row -> row.getLong(1),
        stream);
  }

  /// When the newest file of the stream begins; null when it has none.
  public @Nullable Long newestStart(long stream) {
    return sql.first(
        "SELECT start_us FROM file WHERE stream = ? ORDER BY start_us DESC LIMIT 1",
        row -> row.getLong(1),
        stream);
  }

  /// Paths of all files that begin between the two.
  public Set<String> paths(long stream, long from, long to) {
    return new HashSet<>(
        sql.query(
            "SELECT path FROM file WHERE stream = ? AND start_us >= ? AND start_us < ?",
            row -> row.getString(1),
            stream,
            from,
            to));
  }

  public long fileCount() {
    return sql.number("SELECT count(*) FROM file");
  }

  public boolean has(long file) {
    return sql.number("SELECT count(*) FROM file WHERE id = ? AND state <> 3", file) > 0;
  }

  public byte @Nullable [] frames(long file) {
    return sql.first("SELECT frames FROM frame_index WHERE file = ?", row -> row.getBytes(1), file);
  }

  /// Decoder configurations of a file's tracks, by its `codecs`.
  public List<CodecConfig> codecs(long id) {
    byte[] init = sql.first("SELECT init FROM codecs WHERE id = ?", row -> row.getBytes(1), id);
    return Codecs.decode(init == null ? new byte[0] : init);
  }

  /// Unbroken recordings with footage between the two, in order of their start.
  public List<Interval> sessions(long stream, long from, long to) {
    return sql.query(
        "SELECT start_us, end_us FROM session WHERE stream = ? AND end_us > ? AND start_us < ?"
            + " ORDER BY start_us",
        row -> new Interval(row.getLong(1), row.getLong(2)),
        stream,
        from,
        to);
  }

  /// When the first recording that goes on behind `from` begins; null when there is none.
  public @Nullable Long firstFootage(long stream, long from) {
    return sql.first(
        "SELECT start_us FROM session WHERE stream = ? AND end_us > ? ORDER BY start_us LIMIT 1",
        row -> row.getLong(1),
        stream,
        from);
  }

  public List<Holding> holdings() {
    return sql.query(
        "SELECT camera, name, bytes, min(start_us), max(end_us) FROM stream"
            + " JOIN session ON session.stream = stream.id GROUP BY stream.id ORDER BY camera, name",
        row ->
            new Holding(
                StreamKey.of(row.getString(1), row.getString(2)),
                row.getLong(3),
                new Interval(row.getLong(4), row.getLong(5))));
  }

  /// Since when the stream is to be recorded, as far as the catalog remembers; null for never.
  public @Nullable Long knownSince(long stream) {
    return sql.first(
        "SELECT min(since) AS since FROM"
            + " (SELECT * FROM (SELECT start_us AS since FROM file WHERE stream = ?1"
            + " ORDER BY start_us LIMIT 1) UNION ALL"
            + " SELECT * FROM (SELECT start_us FROM gap WHERE stream = ?1 AND end_us > 0"
            + " ORDER BY end_us LIMIT 1) UNION ALL"
            + " SELECT start_us FROM gap WHERE stream = ?1 AND end_us IS NULL)"
            + " HAVING since IS NOT NULL",
        row -> row.getLong(1),
        stream);
  }

  /// Gaps between the two, in order; an open one ends, for now, at the last sign of life.
  public List<Gap> gaps(long stream, long from, long to) {
    return sql.query(
        "SELECT start_us, end_us, cause, alive FROM gap, life WHERE stream = ?"
            + " AND (end_us IS NULL OR end_us >= ?) AND start_us < ? ORDER BY start_us, gap.id",
        CatalogQueries::gap,
        stream,
        from,
        to);
  }

  private static Gap gap(ResultSet row) throws SQLException {
    long start = row.getLong(1);
    long end = row.getLong(2);
    boolean open = row.wasNull();
    long until = open ? Math.max(start, row.getLong(4)) : end;
    return new Gap(new Interval(start, until), GapCause.of(row.getInt(3)), open);
  }

  /// When the recorder last said that it was running.
  public long alive() {
    return sql.number("SELECT alive FROM life");
  }

  public List<EvidenceLock> locks() {
    return sql.query(
        "SELECT id, camera, start_us, end_us, reason, locked_by, made_us FROM evidence_lock"
            + " ORDER BY start_us, id",
        row ->
            new EvidenceLock(
                row.getLong(1),
                new CameraId(row.getString(2)),
                new Interval(row.getLong(3), row.getLong(4)),
                row.getString(5),
                row.getString(6),
                row.getLong(7)));
  }

  private static StreamRow streamRow(ResultSet row) throws SQLException {
    return new StreamRow(
        row.getLong(1), StreamKey.of(row.getString(2), row.getString(3)), row.getLong(4));
  }
}
