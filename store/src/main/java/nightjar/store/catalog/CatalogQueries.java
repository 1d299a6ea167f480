package nightjar.store.catalog;

import static java.util.stream.Collectors.groupingBy;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /// Rows of sessions and gaps are cut at midnight UTC, so that a day is found without looking at what came after it.
  static final long DAY_MICROS = 86_400_000_000L;

  private static final Comparator<Gap> BY_TIME =
      Comparator.comparingLong((Gap gap) -> gap.interval().start())
          .thenComparing(Gap::open)
          .thenComparingLong(gap -> gap.interval().end());

  private final Sql sql;
  private final Days.@Nullable View known;

  public CatalogQueries(Sql sql) {
    this(sql, null);
  }

  /// For one snapshot, with the days that are known of it.
  CatalogQueries(Sql sql, Days.@Nullable View known) {
    this.sql = sql;
    this.known = known;
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
    List<FileRow> files =
        sql.query(
            "SELECT "
                + FileRow.COLUMNS
                + " FROM file WHERE id >= ? AND id < ? AND start_us < ? AND end_us > ?"
                + " AND state <> 3",
            FileRow::read,
            FileRow.firstId(stream, from - LONGEST_FILE_MICROS),
            FileRow.endId(stream, to),
            to,
            from);
    for (FileRow growing : growing(stream)) {
      if (growing.start() < to && growing.end() > from) {
        files.add(growing);
      }
    }
    files.sort(Comparator.comparingLong(FileRow::start).thenComparingLong(FileRow::id));
    return files;
  }

  /// Files of the stream that are being written.
  public List<FileRow> growing(long stream) {
    return sql.query(
        "SELECT " + FileRow.COLUMNS + " FROM tail WHERE id >= ? AND id < ? ORDER BY id",
        FileRow::read,
        FileRow.firstId(stream, 0),
        FileRow.endId(stream));
  }

  /// At most `limit` files of the stream that are not being written, by id; `after` is the id of the last one seen.
  public List<FileRow> page(long stream, long after, int limit) {
    return sql.query(
        "SELECT " + FileRow.COLUMNS + " FROM file WHERE id > ? AND id < ? ORDER BY id LIMIT ?",
        FileRow::read,
        Math.max(after, FileRow.firstId(stream, 0) - 1),
        FileRow.endId(stream),
        limit);
  }

  /// The oldest whole files of a stream that no evidence lock covers.
  public List<FileRow> oldest(StreamRow stream, int limit) {
    return sql.query(
        "SELECT "
            + FileRow.COLUMNS
            + " FROM file WHERE id >= ? AND id < ? AND state IN (1, 2)"
            + " AND NOT EXISTS (SELECT 1 FROM evidence_lock AS lock WHERE lock.camera = ?"
            + " AND lock.end_us > file.start_us AND lock.start_us < file.end_us)"
            + " ORDER BY id LIMIT ?",
        FileRow::read,
        FileRow.firstId(stream.id(), 0),
        FileRow.endId(stream.id()),
        stream.key().camera().name(),
        limit);
  }

  /// Files that need a look at start: still growing, abandoned, or half deleted.
  public List<FileRow> unsettled() {
    List<FileRow> unsettled =
        sql.query("SELECT " + FileRow.COLUMNS + " FROM tail ORDER BY id", FileRow::read);
    unsettled.addAll(
        sql.query(
            "SELECT " + FileRow.COLUMNS + " FROM file INDEXED BY file_unsettled WHERE state <> 1",
            FileRow::read));
    return unsettled;
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
        "SELECT max(start_us) AS newest FROM"
            + " (SELECT * FROM (SELECT start_us FROM file WHERE id >= ?1 AND id < ?2"
            + " ORDER BY id DESC LIMIT 1)"
            + " UNION ALL SELECT start_us FROM tail WHERE id >= ?1 AND id < ?2)"
            + " HAVING newest IS NOT NULL",
        row -> row.getLong(1),
        FileRow.firstId(stream, 0),
        FileRow.endId(stream));
  }

  /// Paths of all files that begin between the two.
  public Set<String> paths(long stream, long from, long to) {
    return new HashSet<>(
        sql.query(
            "SELECT path FROM file WHERE id >= ?1 AND id < ?2"
                + " UNION ALL SELECT path FROM tail WHERE id >= ?1 AND id < ?2",
            row -> row.getString(1),
            FileRow.firstId(stream, from),
            FileRow.endId(stream, to)));
  }

  public long fileCount() {
    return sql.number("SELECT (SELECT count(*) FROM file) + (SELECT count(*) FROM tail)");
  }

  public boolean has(long file) {
    return sql.number("SELECT count(*) FROM file WHERE id = ? AND state <> 3", file)
            + sql.number("SELECT count(*) FROM tail WHERE id = ?", file)
        > 0;
  }

  /// The frame index of each file; null for one that has none.
  public List<@Nullable ByteBuffer> frames(List<FileRow> files) {
    Map<Long, ByteBuffer> extents = new HashMap<>();
    List<@Nullable ByteBuffer> found = new ArrayList<>();
    for (FileRow file : files) {
      ByteBuffer frames = file.state() == FileState.GROWING ? tail(file.id()) : null;
      found.add(frames == null ? sealed(file.id(), extents) : frames);
    }
    return found;
  }

  private @Nullable ByteBuffer tail(long file) {
    List<byte[]> parts =
        sql.query(
            "SELECT frames FROM tail_frames WHERE file = ? ORDER BY id",
            row -> row.getBytes(1),
            file);
    if (parts.isEmpty()) {
      return null;
    }
    ByteBuffer whole = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(whole::put);
    return whole.flip();
  }

  private record Place(long extent, int at, int bytes) {}

  private @Nullable ByteBuffer sealed(long file, Map<Long, ByteBuffer> extents) {
    Place place =
        sql.first(
            "SELECT extent, extent_at, extent_bytes FROM file WHERE id = ? AND extent IS NOT NULL",
            row -> new Place(row.getLong(1), row.getInt(2), row.getInt(3)),
            file);
    if (place == null) {
      return null;
    }
    ByteBuffer extent = extents.computeIfAbsent(place.extent(), this::extent);
    return place.at() + place.bytes() > extent.limit()
        ? null
        : extent.slice(place.at(), place.bytes());
  }

  private ByteBuffer extent(long id) {
    byte[] data =
        sql.first("SELECT data FROM extent_data WHERE id = ?", row -> row.getBytes(1), id);
    return ByteBuffer.wrap(data == null ? new byte[0] : data);
  }

  /// Decoder configurations of a file's tracks, by its `codecs`.
  public List<CodecConfig> codecs(long id) {
    byte[] init = sql.first("SELECT init FROM codecs WHERE id = ?", row -> row.getBytes(1), id);
    return Codecs.decode(init == null ? new byte[0] : init);
  }

  /// Unbroken recordings with footage between the two, in order of their start. One that goes on over midnight UTC comes in
  /// parts that touch.
  public List<Interval> sessions(long stream, long from, long to) {
    long latest = later(to, DAY_MICROS + LONGEST_FILE_MICROS);
    List<Day> days = known(stream, from, latest);
    List<Interval> found = new ArrayList<>();
    if (days == null) {
      found.addAll(sessionsEnding(stream, from + 1, latest));
    } else {
      days.forEach(day -> found.addAll(day.sessions()));
    }
    found.removeIf(each -> each.end() <= from || each.start() >= to);
    for (FileRow growing : growing(stream)) {
      if (growing.start() < to && growing.end() > from) {
        found.add(new Interval(growing.start(), growing.end()));
      }
    }
    found.sort(Comparator.comparingLong(Interval::start));
    return found;
  }

  /// Days of the rows that end between the two, whole; null when none are known of this snapshot.
  @Nullable List<Day> known(long stream, long from, long to) {
    return known == null ? null : known.days(this, stream, from, to);
  }

  /// Rows of sessions that end between the two, in the order of their end.
  private List<Interval> sessionsEnding(long stream, long from, long to) {
    return sql.query(
        "SELECT start_us, end_us FROM session WHERE stream = ? AND end_us >= ? AND end_us < ?"
            + " ORDER BY end_us, start_us",
        row -> new Interval(row.getLong(1), row.getLong(2)),
        stream,
        from,
        to);
  }

  /// Days as they are, from one to another.
  List<Day> days(long stream, long first, long behind) {
    long from = first * DAY_MICROS;
    long to = behind * DAY_MICROS;
    Map<Long, List<Interval>> sessions =
        sessionsEnding(stream, from, to).stream()
            .collect(groupingBy(each -> each.end() / DAY_MICROS));
    Map<Long, List<Gap>> gaps =
        gapsEnding(stream, from, to).stream()
            .collect(groupingBy(each -> each.interval().end() / DAY_MICROS));
    List<Day> days = new ArrayList<>();
    for (long day = first; day < behind; day++) {
      days.add(new Day(sessions.getOrDefault(day, List.of()), gaps.getOrDefault(day, List.of())));
    }
    return days;
  }

  /// When the first and the last of the stream's sessions and gaps end; null when it has none that ended.
  @Nullable Interval ends(long stream) {
    return sql.first(
        "SELECT min(first), max(last) FROM"
            + " (SELECT (SELECT min(end_us) FROM session WHERE stream = ?1) AS first,"
            + " (SELECT max(end_us) FROM session WHERE stream = ?1) AS last"
            + " UNION ALL SELECT"
            + " (SELECT min(end_us) FROM gap WHERE stream = ?1 AND end_us IS NOT NULL),"
            + " (SELECT max(end_us) FROM gap WHERE stream = ?1 AND end_us IS NOT NULL))"
            + " HAVING min(first) IS NOT NULL",
        row -> new Interval(row.getLong(1), row.getLong(2)),
        stream);
  }

  private static long later(long time, long micros) {
    return time > Long.MAX_VALUE - micros ? Long.MAX_VALUE : time + micros;
  }

  /// When the first recording that goes on behind `from` begins; null when there is none.
  public @Nullable Long firstFootage(long stream, long from) {
    return sql.first(
        "SELECT min(start) AS first FROM (SELECT * FROM (SELECT start_us AS start FROM session"
            + " WHERE stream = ?1 AND end_us > ?2 ORDER BY end_us LIMIT 1)"
            + " UNION ALL SELECT start_us FROM tail WHERE stream = ?1 AND end_us > ?2)"
            + " HAVING first IS NOT NULL",
        row -> row.getLong(1),
        stream,
        from);
  }

  public List<Holding> holdings() {
    return sql.query(
        "SELECT camera, name, bytes,"
            + " (SELECT start_us FROM session WHERE stream = stream.id ORDER BY end_us LIMIT 1)"
            + " AS first, max((SELECT max(end_us) FROM session WHERE stream = stream.id),"
            + " (SELECT coalesce(max(end_us), 0) FROM tail WHERE stream = stream.id))"
            + " FROM stream WHERE first IS NOT NULL ORDER BY camera, name",
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
            + " (SELECT * FROM (SELECT start_us AS since FROM file WHERE id >= ?2 AND id < ?3"
            + " ORDER BY id LIMIT 1)"
            + " UNION ALL SELECT start_us FROM tail WHERE id >= ?2 AND id < ?3"
            + " UNION ALL SELECT * FROM (SELECT start_us FROM gap WHERE stream = ?1 AND end_us > 0"
            + " ORDER BY end_us LIMIT 1)"
            + " UNION ALL SELECT start_us FROM gap WHERE stream = ?1 AND end_us IS NULL)"
            + " HAVING since IS NOT NULL",
        row -> row.getLong(1),
        stream,
        FileRow.firstId(stream, 0),
        FileRow.endId(stream));
  }

  /// Gaps between the two, in order; an open one ends, for now, at the last sign of life. One that lasted over midnight UTC is
  /// kept in parts that touch, and is one again here.
  public List<Gap> gaps(long stream, long from, long to) {
    List<Gap> parts = new ArrayList<>();
    long latest = later(to, DAY_MICROS);
    List<Day> days = known(stream, from, latest);
    if (days == null) {
      parts.addAll(gapsEnding(stream, from, later(latest, 1)));
    } else {
      days.forEach(day -> parts.addAll(day.gaps()));
    }
    parts.removeIf(each -> each.interval().end() < from);
    parts.addAll(openGap(stream));
    parts.removeIf(each -> each.interval().start() >= to);
    parts.sort(BY_TIME);
    List<Gap> gaps = new ArrayList<>();
    for (Gap part : parts) {
      Gap last = gaps.isEmpty() ? null : gaps.getLast();
      if (last != null
          && last.cause() == part.cause()
          && last.interval().end() == part.interval().start()) {
        Interval both = new Interval(last.interval().start(), part.interval().end());
        gaps.set(gaps.size() - 1, new Gap(both, part.cause(), part.open()));
      } else {
        gaps.add(part);
      }
    }
    return gaps;
  }

  /// Rows of gaps that ended between the two, in the order of their end.
  private List<Gap> gapsEnding(long stream, long from, long to) {
    return sql.query(
        "SELECT start_us, end_us, cause FROM gap WHERE stream = ? AND end_us >= ? AND end_us < ?"
            + " ORDER BY end_us, start_us, cause",
        row ->
            new Gap(
                new Interval(row.getLong(1), row.getLong(2)), GapCause.of(row.getInt(3)), false),
        stream,
        from,
        to);
  }

  /// The gap that the stream is in, if it is in one.
  private List<Gap> openGap(long stream) {
    return sql.query(
        "SELECT start_us, max(start_us, alive), cause FROM gap, life"
            + " WHERE stream = ? AND end_us IS NULL",
        row ->
            new Gap(new Interval(row.getLong(1), row.getLong(2)), GapCause.of(row.getInt(3)), true),
        stream);
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
