package nightjar.store.disk;

import java.util.List;

/// A disk that does what another one does, but for what its subclass does differently. It forwards the methods with a default too: those
/// that a wrapper forgets are forgotten in silence. As safe as the other disk.
public abstract class ForwardingDisk implements Disk {
  private final Disk disk;

  protected ForwardingDisk(Disk disk) {
    this.disk = disk;
  }

  /// The other one.
  protected final Disk disk() {
    return disk;
  }

  @Override
  public String name() {
    return disk.name();
  }

  @Override
  public DiskFile create(String path) {
    return disk.create(path);
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
  public boolean isLocked(String path) {
    return disk.isLocked(path);
  }

  @Override
  public List<String> list(String path) {
    return disk.list(path);
  }

  @Override
  public List<String> makeDirectories(String path) {
    return disk.makeDirectories(path);
  }

  @Override
  public int syncsAtOnce() {
    return disk.syncsAtOnce();
  }

  @Override
  public void syncDirectory(String path) {
    disk.syncDirectory(path);
  }

  @Override
  public void rename(String from, String to) {
    disk.rename(from, to);
  }

  @Override
  public void replace(String from, String to) {
    disk.replace(from, to);
  }

  @Override
  public void delete(String path) {
    disk.delete(path);
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
