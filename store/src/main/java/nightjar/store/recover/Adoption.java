package nightjar.store.recover;

import java.util.LinkedHashSet;
import java.util.Set;
import nightjar.base.Fault;
import nightjar.store.catalog.CatalogWriter;
import nightjar.store.catalog.FileRow;
import nightjar.store.catalog.FileState;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.DiskLayout;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// Takes files into the catalog that it does not know. Owned by the thread that opens or rebuilds the store.
final class Adoption {
  private final Disk disk;
  private final CatalogWriter writer;

  Adoption(Disk disk, CatalogWriter writer) {
    this.disk = disk;
    this.writer = writer;
  }

  /// Reads a file that a crash may have torn, cuts it behind its last whole fragment, and makes it durable as it is then;
  /// null, and nothing is touched, when nothing of it is whole.
  @Nullable Scanned settle(String path) {
    return settle(path, 0);
  }

  /// The same for a file whose first bytes are committed; null when even those are not all there.
  @Nullable Scanned settle(FileRow row) {
    return disk.exists(row.path()) ? settle(row.path(), row.bytes()) : null;
  }

  private @Nullable Scanned settle(String path, long committed) {
    if (disk.isLocked(path)) {
      return null;
    }
    try (DiskFile file = disk.open(path)) {
      Scanned scanned = Scanned.read(file, committed, Scanned.Trust.STOP_AT_DAMAGE);
      if (scanned == null || scanned.end() < committed) {
        return null;
      }
      if (scanned.end() < scanned.length()) {
        file.truncate(scanned.end());
      }
      file.sync();
      return scanned;
    }
  }

  /// Reads a file as it is.
  @Nullable Scanned inspect(String path) {
    if (disk.isLocked(path)) {
      return null;
    }
    try (DiskFile file = disk.openToRead(path)) {
      return Scanned.read(file, 0, Scanned.Trust.LEAVE_TORN_TAIL);
    }
  }

  /// Syncs the folders down to the file's name.
  void syncNames(Set<String> paths) {
    Set<String> folders = new LinkedHashSet<>();
    for (String path : paths) {
      for (String folder = DiskLayout.folder(path); ; folder = DiskLayout.folder(folder)) {
        folders.add(folder);
        if (folder.isEmpty()) {
          break;
        }
      }
    }
    folders.forEach(disk::syncDirectory);
  }

  /// Within a transaction: one row for the file, and its session where it is new. The folder says whose it is: a person may
  /// have moved it, or a camera been renamed, and the header would be the older truth.
  void add(StreamKey key, String path, Scanned scanned) {
    long stream = writer.stream(key);
    long start = scanned.start();
    long end = Math.max(start, scanned.endMicros());
    long session = writer.session(stream, scanned.header().session(), new Interval(start, end));
    FileRow row =
        new FileRow(
            0,
            stream,
            session,
            scanned.header().fileSequence(),
            start,
            end,
            scanned.end(),
            FileState.SEALED,
            path,
            writer.codecs(scanned.configs()));
    writer.file(row, scanned.index().toArray());
  }

  /// Moves a file nobody can read out of the way; an empty one goes; one whose key is not here stays. Returns whether it was moved.
  boolean putAside(String path) {
    if (disk.isLocked(path)) {
      return false;
    }
    boolean empty;
    try (DiskFile file = disk.openToRead(path)) {
      empty = file.size() == 0;
    }
    if (empty) {
      disk.delete(path);
      return false;
    }
    disk.makeDirectories(DiskLayout.LOST_AND_FOUND);
    String name = path.replace('/', '_');
    String target = DiskLayout.LOST_AND_FOUND + "/" + name;
    for (int i = 2; disk.exists(target); i++) {
      target = DiskLayout.LOST_AND_FOUND + "/" + i + "-" + name;
    }
    disk.rename(path, target);
    return true;
  }

  /// The stream a folder stands for; null for folders that are not ours.
  static @Nullable StreamKey key(String camera, String stream) {
    try {
      return StreamKey.of(camera, stream);
    } catch (Fault e) {
      return null;
    }
  }
}
