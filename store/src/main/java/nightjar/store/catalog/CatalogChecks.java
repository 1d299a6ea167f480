package nightjar.store.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the catalog says of itself, held against itself: sessions against their files, extents against the indexes that lie in
/// them. Owned by whoever owns the connection.
public final class CatalogChecks {
  /// A session that goes on the next day is stretched to where that begins, and a hole this long is still within one.
  private static final long SEAM_MICROS = CatalogWriter.SEAM_MICROS;

  private static final String WRONG_SESSIONS =
      "SELECT s.id, s.number, f.first_us, f.last_us FROM session AS s LEFT JOIN"
          + " (SELECT session, min(start_us) AS first_us, max(end_us) AS last_us,"
          + " max(CASE grows WHEN 0 THEN end_us END) AS sealed_us FROM"
          + " (SELECT session, start_us, end_us, 0 AS grows FROM file WHERE id >= ?2 AND id < ?3"
          + " UNION ALL SELECT session, start_us, end_us, 1 FROM tail WHERE id >= ?2 AND id < ?3)"
          + " GROUP BY session) AS f ON f.session = s.id"
          + " WHERE s.stream = ?1 AND (f.session IS NULL OR s.start_us <> f.first_us"
          + " OR s.end_us < coalesce(f.sealed_us, f.first_us) OR s.end_us > f.last_us + ?4)";

  private static final String WRONG_EXTENTS =
      "SELECT e.id, coalesce(f.files, 0), coalesce(f.used, 0) FROM extent AS e"
          + " LEFT JOIN extent_data AS d ON d.id = e.id LEFT JOIN"
          + " (SELECT extent, count(*) AS files, max(extent_at + extent_bytes) AS used FROM file"
          + " WHERE id >= ?2 AND id < ?3 AND extent IS NOT NULL GROUP BY extent) AS f"
          + " ON f.extent = e.id WHERE e.stream = ?1 AND (d.id IS NULL OR f.extent IS NULL"
          + " OR e.files <> f.files OR e.used < f.used OR e.used > length(d.data))";

  private final Sql sql;

  public CatalogChecks(Sql sql) {
    this.sql = sql;
  }

  /// A session row that its files do not bear out.
  ///
  /// @param number what its files' headers call it
  /// @param first start of its first file; null when it has none
  public record WrongSession(long id, long number, @Nullable Long first, long last) {}

  /// An extent whose row does not say what lies in it.
  ///
  /// @param files whose frame indexes lie there
  public record WrongExtent(long id, int files, int used) {}

  public List<WrongSession> wrongSessions(long stream) {
    return sql.query(
        WRONG_SESSIONS,
        row -> {
          long start = row.getLong(3);
          Long first = row.wasNull() ? null : start;
          return new WrongSession(row.getLong(1), row.getLong(2), first, row.getLong(4));
        },
        stream,
        FileRow.firstId(stream, 0),
        FileRow.endId(stream),
        SEAM_MICROS);
  }

  public List<WrongExtent> wrongExtents(long stream) {
    return sql.query(
        WRONG_EXTENTS,
        row -> new WrongExtent(row.getLong(1), row.getInt(2), row.getInt(3)),
        stream,
        FileRow.firstId(stream, 0),
        FileRow.endId(stream));
  }

  /// Whether the file's row stands where its stream and start say, in a session of that number; also when it is gone meanwhile.
  public boolean placed(FileRow row, long stream, long sessionNumber) {
    long first = FileRow.firstId(stream, row.start());
    Boolean right =
        sql.first(
            "SELECT s.number = ?2 AND f.stream = ?3 FROM"
                + " (SELECT session, stream FROM file WHERE id = ?1"
                + " UNION ALL SELECT session, stream FROM tail WHERE id = ?1) AS f"
                + " LEFT JOIN session AS s ON s.id = f.session AND s.stream = f.stream",
            result -> result.getBoolean(1),
            row.id(),
            sessionNumber,
            stream);
    // Files that begin in the same millisecond take the next ids.
    return right == null || (right && row.id() >= first && row.id() < first + 1_000);
  }

  /// Makes the stream's sessions and extents what its files say.
  void mend(long stream) {
    for (WrongSession wrong : wrongSessions(stream)) {
      if (wrong.first() == null) {
        sql.update("DELETE FROM session WHERE id = ?", wrong.id());
      } else {
        sql.update(
            "UPDATE session SET start_us = ?, end_us = ? WHERE id = ?",
            wrong.first(),
            wrong.last(),
            wrong.id());
      }
    }
    for (WrongExtent wrong : wrongExtents(stream)) {
      if (wrong.files() == 0) {
        sql.update("DELETE FROM extent_data WHERE id = ?", wrong.id());
        sql.update("DELETE FROM extent WHERE id = ?", wrong.id());
      } else {
        sql.update(
            "UPDATE extent SET files = ?, used = ? WHERE id = ?",
            wrong.files(),
            wrong.used(),
            wrong.id());
      }
    }
  }
}
