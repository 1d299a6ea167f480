package nightjar.store.recover;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogWriter;
import nightjar.store.catalog.EvidenceLock;
import nightjar.store.catalog.FileRow;
import nightjar.store.catalog.FileState;
import nightjar.store.disk.Disk;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// Brings the catalog in line with the files, one finding at a time. Never deletes footage: what nobody can read is moved
/// aside. Owned by the disk's thread; call within a transaction of the catalog.
public final class Repair {
  private final Disk disk;
  private final CatalogWriter writer;
  private final Adoption adoption;

  public Repair(Disk disk, Catalog catalog) {
    this.disk = disk;
    writer = catalog.writer();
    adoption = new Adoption(disk, writer);
  }

  /// Returns the findings that were repaired; damaged fragments stay as they are.
  public List<Finding> run(List<Finding> findings) {
    List<Finding> done = new ArrayList<>();
    for (Finding finding : findings) {
      if (repair(finding)) {
        done.add(finding);
      }
    }
    return done;
  }

  private boolean repair(Finding finding) {
    return switch (finding) {
      case Finding.Missing missing -> forget(missing.path());
      case Finding.Unreadable unreadable -> {
        adoption.putAside(unreadable.path());
        yield forget(unreadable.path());
      }
      case Finding.Shortened cut -> reindex(cut.path());
      case Finding.Misindexed wrong -> reindex(wrong.path());
      case Finding.Orphan orphan -> orphan(orphan.path());
      case Finding.Miscounted wrong -> writer.recount(writer.stream(wrong.key()));
      case Finding.Mistimed wrong -> mend(wrong.key());
      case Finding.Misfilled wrong -> mend(wrong.key());
      case Finding.LocksDiffer _ -> locks();
      case Finding.Damaged _, Finding.Locked _ -> false;
    };
  }

  private boolean forget(String path) {
    FileRow row = writer.fileAt(path);
    if (row != null) {
      writer.forget(row);
    }
    return row != null;
  }

  private boolean reindex(String path) {
    FileRow row = writer.fileAt(path);
    @Nullable Scanned scanned = adoption.inspect(path);
    if (row == null || scanned == null || row.state() == FileState.GROWING) {
      return false;
    }
    for (; row != null; row = writer.fileAt(path)) {
      writer.forget(row);
    }
    return add(path, scanned);
  }

  private boolean orphan(String path) {
    if (writer.fileAt(path) != null) {
      return false;
    }
    @Nullable Scanned scanned = adoption.inspect(path);
    return scanned == null ? adoption.putAside(path) : add(path, scanned);
  }

  private boolean add(String path, Scanned scanned) {
    String[] folders = path.split("/", -1);
    StreamKey key = Adoption.key(folders[0], folders[1]);
    if (key == null) {
      return false;
    }
    adoption.syncNames(Set.of(path));
    writer.behind(writer.stream(key), scanned.endMicros(), () -> adoption.add(key, path, scanned));
    return true;
  }

  private boolean mend(StreamKey key) {
    writer.mend(writer.stream(key));
    return true;
  }

  private boolean locks() {
    Set<EvidenceLock> inCatalog = new HashSet<>();
    writer.locks().forEach(lock -> inCatalog.add(lock.withId(0)));
    for (EvidenceLock lock : new LockFile(disk).read()) {
      if (!inCatalog.contains(lock.withId(0))) {
        writer.lock(lock);
      }
    }
    new LockFile(disk).write(writer.locks());
    return true;
  }
}
