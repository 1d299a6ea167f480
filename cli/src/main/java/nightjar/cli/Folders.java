package nightjar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.store.Store;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.LocalDisk;

/// Makes folders ready for recordings, where the person named the folder for just that.
final class Folders {
  private Folders() {}

  /// Makes `folder` and a store in it, unless there is one. A folder with anything else in it is refused.
  static void initIfNew(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          "the folder " + folder + " cannot be made: " + FileReason.of(e),
          "Check that the disk is mounted and that you may write there.",
          e);
    }
    var disk = new LocalDisk(folder);
    if (!disk.exists(DiskIdentity.FILE)) {
      Store.init(disk, new SecureRandom());
    }
  }
}
