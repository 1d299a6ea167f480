package nightjar.store.catalog;

import java.util.List;

/// Which days of which streams a transaction changes rows of, noted by triggers of the connection that writes: whoever changes a
/// session or a gap, and however, is noticed. Nothing of it is on the disk.
final class TouchedDays {
  private static final String DAY = ".end_us / " + CatalogQueries.DAY_MICROS;

  private TouchedDays() {}

  /// Begins to note.
  static void watch(Sql sql) {
    sql.update(
        "CREATE TEMP TABLE touched (stream INTEGER NOT NULL, day INTEGER NOT NULL,"
            + " PRIMARY KEY (stream, day)) WITHOUT ROWID");
    for (String table : List.of("session", "gap")) {
      watch(sql, table, "INSERT", "NEW");
      watch(sql, table, "UPDATE", "NEW", "OLD");
      watch(sql, table, "DELETE", "OLD");
    }
  }

  private static void watch(Sql sql, String table, String change, String... rows) {
    var trigger =
        new StringBuilder(
            "CREATE TEMP TRIGGER %s_%s AFTER %s ON main.%s BEGIN"
                .formatted(table, change, change, table));
    for (String row : rows) {
      // A gap that lasts has no end, and is in no day.
      trigger.append(
          " INSERT OR IGNORE INTO touched SELECT %s.stream, %s%s WHERE %s.end_us IS NOT NULL;"
              .formatted(row, row, DAY, row));
    }
    sql.update(trigger.append(" END").toString());
  }

  /// What this transaction has changed.
  static List<Days.Key> take(Sql sql) {
    List<Days.Key> days =
        sql.query(
            "SELECT stream, day FROM touched", row -> new Days.Key(row.getLong(1), row.getLong(2)));
    if (!days.isEmpty()) {
      sql.update("DELETE FROM touched");
    }
    return days;
  }
}
