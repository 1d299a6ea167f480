package nightjar.store.disk;

import java.nio.file.Path;
import nightjar.base.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest extends DiskContract {
  @TempDir Path folder;
  private LocalDisk disk;

  @BeforeEach
  void make() {
    disk = new LocalDisk(folder);
  }

  @Override
  Disk disk() {
    return disk;
  }

  @Test
  void noPathLeavesTheDisk() {
    faults(Fault.Kind.INVALID, () -> disk.create("../escaped"));
  }
}
