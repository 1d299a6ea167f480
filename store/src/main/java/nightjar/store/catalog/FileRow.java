package nightjar.store.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/// One recording file as the catalog knows it. Times are microseconds since 1970 UTC.
///
/// @param id stream and start in one number, see [#firstId]
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
  private static final int TIME_BITS = 42;
  private static final long LAST_MILLIS = (1L << TIME_BITS) - (1 << 20);

  /// The smallest id a file of the stream that begins at `micros` can have: the stream's row, and milliseconds since 1970 in
  /// the lower 42 bits (up to the year 2109). So the files of a stream lie beside each other in the database, in the order
  /// of time, and an hour of them is in a few pages and not in one a minute.
  static long firstId(long stream, long micros) {
    return stream << TIME_BITS | Math.clamp(Math.floorDiv(micros, 1000), 0, LAST_MILLIS);
  }

  /// Larger than every id of a file of the stream that begins before `micros`.
  static long endId(long stream, long micros) {
    return firstId(stream, micros) + 1;
  }

  /// Larger than every id of the stream.
  static long endId(long stream) {
    return (stream + 1) << TIME_BITS;
  }

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
      "id, stream, session, sequence, start_us, end_us, bytes, state, path, codecs";

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
