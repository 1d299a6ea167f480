package nightjar.store.disk;

import java.util.List;

/// One mounted disk, or one folder on it; every path is relative to it, with `/` between names.
///
/// What survives a power cut: bytes of a file that [DiskFile#sync] returned for, under a name whose directory
/// [#syncDirectory] returned for. Everything else may be there, partly there, or gone.
///
/// Trouble is a `Fault`: EXHAUSTED for no room, NOT_FOUND for no such path, BUSY for a lock somebody else holds, and DISK for
/// everything the disk failed to do. Safe for any thread; each [DiskFile] belongs to one.
public interface Disk {
  /// How the person calls it, for messages.
  String name();

  /// Makes a new, empty file for writing and reading; the path must be free.
  DiskFile create(String path);

  /// Opens an existing file for writing and reading.
  DiskFile open(String path);

  /// Opens an existing file for reading. Deleting the file does not disturb who has it open.
  DiskFile openToRead(String path);

  boolean exists(String path);

  /// Whether the file is there and must stay as it is, because it is encrypted and its key is not here. Opening it is WITHHELD.
  default boolean isLocked(String path) {
    return false;
  }

  /// The names in a directory, in order; none when there is no such directory.
  List<String> list(String path);

  /// Makes the directory and its parents where missing; returns those made, outermost first.
  List<String> makeDirectories(String path);

  /// How many files should be synced at one time, each by a thread of its own.
  default int syncsAtOnce() {
    return 1;
  }

  /// Makes the names in the directory durable; `""` is the disk itself.
  void syncDirectory(String path);

  /// Moves a file, replacing nothing: `to` must be free. Both names change together or not at all.
  void rename(String from, String to);

  /// Moves a file over another, which it replaces all at once.
  void replace(String from, String to);

  /// Deletes a file or an empty directory.
  void delete(String path);

  Space space();

  /// Takes the lock that one process at a time can hold, or throws BUSY.
  Held lock(String path);

  /// The JDBC address of the SQLite database `name` on this disk.
  String database(String name);

  /// Moves the closed database `name` out of the way, to `to`.
  void moveDatabase(String name, String to);

  /// Room on the disk: what is free for us, and all of it.
  record Space(long freeBytes, long totalBytes) {}

  /// A lock, until closed.
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
