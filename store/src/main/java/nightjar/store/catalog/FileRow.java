package nightjar.store.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/// One recording file as the catalog knows it. Times are microseconds since 1970 UTC.
///
/// @param session row of the unbroken recording it belongs to
/// @param sequence place within that, from 0
/// @param end when its last durable frame ends
/// @param bytes how much of the file is durable
/// @param path from the root of the disk
/// @param codecs row of its tracks' decoder configurations
public record FileRow(
    long id,
    long stream,
    long session,
    long sequence,
    long start,
    long end,
    long bytes,
    FileState state,
    String path,
    long codecs) {
  public FileRow withId(long newId) {
    return new FileRow(newId, stream, session, sequence, start, end, bytes, state, path, codecs);
  }

  /// The same file with more in it, or in another state.
  public FileRow grown(long newEnd, long newBytes, FileState newState) {
    return new FileRow(
        id, stream, session, sequence, start, newEnd, newBytes, newState, path, codecs);
  }

  /// In the order of [#read].
  static final String COLUMNS =
      "file.id, file.stream, file.session, file.sequence, file.start_us, file.end_us, file.bytes,"
          + " file.state, file.path, file.codecs";

  static FileRow read(ResultSet row) throws SQLException {
    return new FileRow(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        FileState.of(row.getInt(8)),
        row.getString(9),
        row.getLong(10));
  }
}
