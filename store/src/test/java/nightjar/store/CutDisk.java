package nightjar.store;

import java.util.List;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.FaultyDisk;

/// A disk whose power goes before a chosen one of its changes. Owned by one test.
final class CutDisk implements Disk {
  private final FaultyDisk disk;
  private int left = Integer.MAX_VALUE;

  CutDisk(FaultyDisk disk) {
    this.disk = disk;
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
      disk.vanish();
    }
    return disk;
  }

  @Override
  public String name() {
    return disk.name();
  }

  @Override
  public DiskFile create(String path) {
    return changed().create(path);
  }

  @Override
  public DiskFile open(String path) {
    return disk.open(path);
  }

  @Override
  public DiskFile openToRead(String path) {
    return disk.openToRead(path);
  }

  @Override
  public boolean exists(String path) {
    return disk.exists(path);
  }

  @Override
  public List<String> list(String path) {
    return disk.list(path);
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

  @Override
  public Space space() {
    return disk.space();
  }

  @Override
  public Held lock(String path) {
    return disk.lock(path);
  }

  @Override
  public String database(String name) {
    return disk.database(name);
  }

  @Override
  public void moveDatabase(String name, String to) {
    disk.moveDatabase(name, to);
  }
}
