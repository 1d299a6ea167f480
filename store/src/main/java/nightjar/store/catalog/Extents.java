package nightjar.store.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts the frame indexes of a stream's files behind each other into rows of a fixed size. SQLite lays the pages of a row that
/// is inserted at once side by side, and an update that keeps the row's size writes only the pages that changed: so an hour of
/// a stream is read in three stretches of the disk, not from a place a minute, and adding a minute costs two pages.
///
/// Owned by [CatalogWriter]; what it holds belongs to the transaction under way.
final class Extents {
  /// An index of a minute takes 3 to 5 kB.
  static final int BYTES = 128 << 10;

  /// So many streams at once end a file without their extents filling the memory.
  private static final int MAX_HELD = 16;

  /// Where an index lies.
  record Place(long extent, int at, int bytes) {}

  /// The newest extent of a stream. Owned by [Extents].
  private static final class Newest {
    final long id;
    final byte[] data;
    int used;
    int added;

    Newest(long id, byte[] data, int used) {
      this.id = id;
      this.data = data;
      this.used = used;
    }
  }

  private final Sql sql;
  private final Map<Long, Newest> held = new HashMap<>();

  Extents(Sql sql) {
    this.sql = sql;
  }

  Place add(long stream, byte[] index) {
    Newest newest = held.get(stream);
    if (newest == null) {
      newest = load(stream);
    }
    if (newest == null || newest.used + index.length > newest.data.length) {
      newest = begin(stream, newest, index.length);
    }
    held.put(stream, newest);
    Place place = new Place(newest.id, newest.used, index.length);
    System.arraycopy(index, 0, newest.data, newest.used, index.length);
    newest.used += index.length;
    newest.added++;
    if (held.size() > MAX_HELD) {
      flush();
    }
    return place;
  }

  /// A file whose index lies there is forgotten.
  void remove(long extent) {
    flush();
    sql.update("UPDATE extent SET files = files - 1 WHERE id = ?", extent);
    sql.update(
        "DELETE FROM extent_data WHERE id = (SELECT id FROM extent WHERE id = ? AND files <= 0)",
        extent);
    sql.update("DELETE FROM extent WHERE id = ? AND files <= 0", extent);
  }

  /// Writes what was added; before the commit.
  void flush() {
    held.values().forEach(this::write);
    held.clear();
  }

  /// The transaction came to nothing.
  void forget() {
    held.clear();
  }

  private void write(Newest newest) {
    if (newest.added > 0) {
      sql.update("UPDATE extent_data SET data = ? WHERE id = ?", newest.data, newest.id);
      sql.update(
          "UPDATE extent SET used = ?, files = files + ? WHERE id = ?",
          newest.used,
          newest.added,
          newest.id);
    }
  }

  private @Nullable Newest load(long stream) {
    return sql.first(
        "SELECT extent.id, data, used FROM extent JOIN extent_data ON extent_data.id = extent.id"
            + " WHERE extent.id = (SELECT max(id) FROM extent WHERE stream = ?)",
        row -> new Newest(row.getLong(1), row.getBytes(2), row.getInt(3)),
        stream);
  }

  private Newest begin(long stream, @Nullable Newest full, int atLeast) {
    if (full != null) {
      write(full);
    }
    byte[] data = new byte[Math.max(BYTES, atLeast)];
    long id = sql.insert("INSERT INTO extent (stream, used, files) VALUES (?, 0, 0)", stream);
    sql.update("INSERT INTO extent_data (id, data) VALUES (?, ?)", id, data);
    return new Newest(id, data, 0);
  }
}
