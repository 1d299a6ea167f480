package nightjar.store.recover;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nightjar.base.Fault;
import nightjar.store.catalog.Catalog;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskLayout;

/// Takes everything recorded off a disk: moved out of sight at once, in a few renames, and deleted then, while recording goes on.
///
/// ```text
/// nightjar-erasing/   it has begun: everything recorded goes in here, and the catalog is emptied
/// nightjar-erased/    the same folder once that is durable: nothing in it is footage of ours any more
/// ```
///
/// So a power cut at any moment leaves one of the two names, or none and nothing done, and [#resume] knows what is left to do.
/// Safe for any thread because it has no state; [#begin] and [#resume] belong to the disk's thread.
public final class Erasure {
  private static final String GOING = "nightjar-erasing";
  private static final String GONE = "nightjar-erased";

  private Erasure() {}

  /// Nothing recorded before is found any more once this returns, after a power cut neither. Its bytes go with [#finish].
  public static void begin(Disk disk, Catalog catalog) {
    finish(disk);
    disk.makeDirectories(GOING);
    disk.syncDirectory("");
    moveAll(disk, catalog);
  }

  /// Finishes what a power cut left half done.
  public static void resume(Disk disk, Catalog catalog) {
    finish(disk);
    if (disk.exists(GOING)) {
      moveAll(disk, catalog);
      finish(disk);
    }
  }

  /// Deletes what [#begin] moved, durably.
  public static void finish(Disk disk) {
    if (disk.exists(GONE)) {
      delete(disk, GONE);
      disk.syncDirectory("");
    }
  }

  private static void moveAll(Disk disk, Catalog catalog) {
    for (String name : recorded(disk)) {
      disk.rename(name, free(disk, name));
    }
    disk.syncDirectory(GOING);
    disk.syncDirectory("");
    catalog.transaction(() -> {
      catalog.writer().clear();
      return GOING;
    });
    disk.rename(GOING, GONE);
    disk.syncDirectory("");
    catalog.shrink();
  }

  private static String free(Disk disk, String name) {
    String target = GOING + "/" + name;
    for (int i = 2; disk.exists(target); i++) {
      target = GOING + "/" + i + "-" + name;
    }
    return target;
  }

  /// Folders of cameras, what nobody could read, evidence locks, and catalogs of before: they say when something was recorded.
  private static Set<String> recorded(Disk disk) {
    Set<String> names = new LinkedHashSet<>();
    Folders.streams(disk).forEach(key -> names.add(key.camera().name()));
    for (String name : disk.list("")) {
      if (name.equals(DiskLayout.LOST_AND_FOUND)
          || name.startsWith(LockFile.NAME)
          || name.startsWith("catalog-damaged-")
          || name.startsWith("catalog-replaced-")) {
        names.add(name);
      }
    }
    return names;
  }

  private static void delete(Disk disk, String path) {
    List<String> names = disk.list(path);
    names.forEach(name -> delete(disk, path + "/" + name));
    if (!names.isEmpty()) {
      disk.syncDirectory(path);
    }
    try {
      disk.delete(path);
    } catch (Fault e) {
      if (e.kind() != Fault.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  /// Whether a name of the disk's root is one of this.
  static boolean isOurs(String name) {
    return name.equals(GOING) || name.equals(GONE);
  }
}
