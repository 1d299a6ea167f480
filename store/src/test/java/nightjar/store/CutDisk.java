package nightjar.store;

import java.util.List;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.FaultyDisk;
import nightjar.store.disk.ForwardingDisk;

/// A disk whose power goes before a chosen one of its changes. Owned by one test.
final class CutDisk extends ForwardingDisk {
  private final FaultyDisk faulty;
  private int left = Integer.MAX_VALUE;

  CutDisk(FaultyDisk disk) {
    super(disk);
    faulty = disk;
  }

  /// After so many changes.
  void in(int changes) {
    left = changes;
  }

  void never() {
    left = Integer.MAX_VALUE;
  }

  private FaultyDisk changed() {
    if (left-- == 0) {
      faulty.vanish();
    }
    return faulty;
  }

  @Override
  public DiskFile create(String path) {
    return changed().create(path);
  }

  @Override
  public List<String> makeDirectories(String path) {
    return changed().makeDirectories(path);
  }

  @Override
  public void syncDirectory(String path) {
    changed().syncDirectory(path);
  }

  @Override
  public void rename(String from, String to) {
    changed().rename(from, to);
  }

  @Override
  public void replace(String from, String to) {
    changed().replace(from, to);
  }

  @Override
  public void delete(String path) {
    changed().delete(path);
  }
}
