package nightjar.store.disk;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import org.jspecify.annotations.Nullable;

/// A disk in memory that does its worst on demand: loses or tears what was not synced, forgets names whose directory was
/// not synced, runs full, fails to write or to sync, takes its time, is swapped for another or vanishes.
///
/// A failed sync drops the dirty pages, as Linux does. Every open handle remembers who opened it.
/// Safe for any thread because everything happens under its own lock.
public final class FaultyDisk implements Disk {
  private final String name;
  private final RandomGenerator random;
  private final FakeClock clock;
  private final IdentityHashMap<FaultyFile, Throwable> open = new IdentityHashMap<>();
  private FaultyFolder root = new FaultyFolder();
  private @Nullable FaultyFolder putAway;
  private @Nullable Connection keeper;
  private int life;
  private int databases;
  private boolean locked;
  private boolean vanished;
  private boolean readOnly;
  private boolean once;
  private long capacity = Long.MAX_VALUE;
  private int failingWrites;
  private int failingSyncs;
  private Duration syncTime = Duration.ZERO;

  /// `name` must be one of its kind in the process: the database in memory is found by it.
  public FaultyDisk(String name, RandomGenerator random, FakeClock clock) {
    this.name = name;
    this.random = random;
    this.clock = clock;
  }

  /// Pulls the plug: whatever is open is dead, and only what was synced is sure to be there afterwards.
  public synchronized void crash() {
    life++;
    open.clear();
    locked = false;
    heal();
    root.crash(random);
  }

  /// Every fault ends: the disk is the old one, writable, fast, with room.
  public synchronized void heal() {
    swapBack();
    vanished = false;
    readOnly = false;
    capacity = Long.MAX_VALUE;
    failingWrites = 0;
    failingSyncs = 0;
    syncTime = Duration.ZERO;
  }

  public synchronized void failWrites(int count) {
    failingWrites = count;
  }

  public synchronized void failSyncs(int count) {
    failingSyncs = count;
  }

  /// From here on no place of a recording file may get other bytes than it had before: an [AssertionError] in who tries.
  public synchronized void refuseRewriting() {
    once = true;
  }

  synchronized boolean refusesRewriting() {
    return once;
  }

  /// Every sync moves the clock on by `each`.
  public synchronized void slowSyncs(Duration each) {
    syncTime = each;
  }

  public synchronized void capacity(long bytes) {
    capacity = bytes;
  }

  public synchronized void readOnly(boolean on) {
    readOnly = on;
  }

  /// Another, empty disk appears at the same place, as when a mount is gone and its folder lies bare on the boot disk.
  /// Files that are open stay on the old one.
  public synchronized void swap() {
    if (putAway == null) {
      putAway = root;
      root = new FaultyFolder();
    }
  }

  /// Files on the disk that took the place of ours: none, if nobody filled the boot disk.
  public synchronized List<String> filesOnTheOtherDisk() {
    return putAway == null ? List.of() : root.names();
  }

  private void swapBack() {
    if (putAway != null) {
      root = putAway;
      putAway = null;
    }
  }

  /// The cable is out: every call fails.
  public synchronized void vanish() {
    vanished = true;
  }

  /// The catalog database is lost altogether.
  public synchronized void loseDatabase() {
    close(keeper);
    keeper = null;
    databases++;
  }

  public synchronized void flipBit(String path, long position, int bit) {
    content(path).flipBit(position, bit);
  }

  /// Throws, with the stack of who opened it, when a handle was left open.
  public synchronized void assertNothingOpen() {
    for (Throwable opener : open.values()) {
      throw new AssertionError(open.size() + " files left open, one of them from here", opener);
    }
  }

  /// Forgets the database in memory.
  public synchronized void discard() {
    close(keeper);
    keeper = null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized DiskFile create(String path) {
    acceptChange(path);
    FaultyFolder parent = parent(path);
    if (parent.get(last(path)) != null) {
      throw Fault.of(Fault.Kind.DISK, "opening " + path + ": it is already there", "");
    }
    FaultyContent content = new FaultyContent();
    parent.change(new FaultyFolder.Change.Entry(last(path), content));
    return handle(path, content);
  }

  @Override
  public synchronized DiskFile open(String path) {
    acceptChange(path);
    return handle(path, content(path));
  }

  @Override
  public synchronized DiskFile openToRead(String path) {
    checkAlive(path, life);
    return handle(path, content(path));
  }

  private DiskFile handle(String path, FaultyContent content) {
    FaultyFile file = new FaultyFile(this, path, content, life);
    open.put(file, new Throwable(path));
    return file;
  }

  @Override
  public synchronized boolean exists(String path) {
    checkAlive(path, life);
    return find(path) != null;
  }

  @Override
  public synchronized List<String> list(String path) {
    checkAlive(path, life);
    return find(path) instanceof FaultyFolder folder ? folder.names() : List.of();
  }

  @Override
  public synchronized List<String> makeDirectories(String path) {
    List<String> made = new ArrayList<>();
    for (int slash = path.indexOf('/'); ; slash = path.indexOf('/', slash + 1)) {
      String part = slash < 0 ? path : path.substring(0, slash);
      if (!(find(part) instanceof FaultyFolder)) {
        acceptChange(part);
        parent(part).change(new FaultyFolder.Change.Entry(last(part), new FaultyFolder()));
        made.add(part);
      }
      if (slash < 0) {
        return made;
      }
    }
  }

  @Override
  public synchronized void syncDirectory(String path) {
    checkAlive(path, life);
    if (!acceptSync(path)) {
      throw Fault.of(Fault.Kind.DISK, "syncing the directory " + path + ": input/output error", "");
    }
    folder(path).sync();
  }

  @Override
  public synchronized void rename(String from, String to) {
    if (exists(to)) {
      throw Fault.of(Fault.Kind.INVALID, "moving " + from + ": " + to + " is already there", "");
    }
    replace(from, to);
  }

  /// Within one folder both names change together; from one to another, a crash may leave the file under both.
  @Override
  public synchronized void replace(String from, String to) {
    acceptChange(from);
    FaultyNode node = find(from);
    if (node == null) {
      throw Fault.of(Fault.Kind.NOT_FOUND, "moving " + from + ": no such file or folder", "");
    }
    var gone = new FaultyFolder.Change.Entry(last(from), null);
    var there = new FaultyFolder.Change.Entry(last(to), node);
    FaultyFolder source = parent(from);
    FaultyFolder target = parent(to);
    if (source == target) {
      source.change(gone, there);
    } else {
      target.change(there);
      target.sync();
      source.change(gone);
    }
  }

  @Override
  public synchronized void delete(String path) {
    acceptChange(path);
    FaultyNode node = find(path);
    if (node == null) {
      throw Fault.of(Fault.Kind.NOT_FOUND, "deleting " + path + ": no such file or folder", "");
    }
    if (node instanceof FaultyFolder folder && !folder.names().isEmpty()) {
      throw Fault.of(Fault.Kind.DISK, "deleting " + path + ": directory not empty", "");
    }
    parent(path).change(new FaultyFolder.Change.Entry(last(path), null));
  }

  @Override
  public synchronized Space space() {
    checkAlive("", life);
    long used = used(root);
    return new Space(Math.max(0, capacity - used), capacity);
  }

  @Override
  public synchronized Held lock(String path) {
    acceptChange(path);
    if (locked) {
      throw Fault.of(Fault.Kind.BUSY, "another process has " + name + " open", "");
    }
    locked = true;
    int mine = life;
    return () -> unlock(mine);
  }

  private synchronized void unlock(int holder) {
    if (holder == life) {
      locked = false;
    }
  }

  @Override
  public synchronized String database(String database) {
    String url =
        "jdbc:sqlite:file:" + name + "-" + database + "-" + databases + "?mode=memory&cache=shared";
    try {
      if (keeper == null) {
        keeper = DriverManager.getConnection(url);
      }
    } catch (SQLException e) {
      throw Fault.of(Fault.Kind.DISK, "opening " + url, "", e);
    }
    return url;
  }

  @Override
  public synchronized void moveDatabase(String database, String to) {
    loseDatabase();
  }

  synchronized RandomGenerator random() {
    return random;
  }

  synchronized void closed(FaultyFile file) {
    open.remove(file);
  }

  /// How many of `length` bytes the disk takes.
  synchronized int acceptWrite(String path, int length) {
    checkWritable(path);
    if (failingWrites > 0) {
      failingWrites--;
      return random.nextInt(length);
    }
    long room = capacity - used(putAway == null ? root : putAway);
    return Math.clamp(room, 0, length);
  }

  synchronized Fault writeFault(String path) {
    return used(root) >= capacity
        ? Fault.of(Fault.Kind.EXHAUSTED, "writing " + path + ": the disk is full", "")
        : Fault.of(Fault.Kind.DISK, "writing " + path + ": input/output error", "");
  }

  synchronized boolean acceptSync(String path) {
    checkWritable(path);
    clock.advance(syncTime);
    if (failingSyncs > 0) {
      failingSyncs--;
      return false;
    }
    return true;
  }

  synchronized void acceptChange(String path) {
    checkAlive(path, life);
    checkWritable(path);
  }

  private void checkWritable(String path) {
    if (readOnly) {
      throw Fault.of(Fault.Kind.DISK, path + ": the disk is mounted read-only", "");
    }
  }

  synchronized void checkAlive(String path, int handleLife) {
    if (vanished || handleLife != life) {
      throw Fault.of(Fault.Kind.DISK, path + ": no such device", "");
    }
  }

  private static long used(FaultyFolder folder) {
    long sum = 0;
    for (FaultyNode node : folder.nodes()) {
      sum +=
          switch (node) {
            case FaultyContent content -> content.size();
            case FaultyFolder inner -> used(inner);
          };
    }
    return sum;
  }

  private FaultyContent content(String path) {
    if (find(path) instanceof FaultyContent content) {
      return content;
    }
    throw Fault.of(Fault.Kind.NOT_FOUND, "opening " + path + ": no such file or folder", "");
  }

  private FaultyFolder folder(String path) {
    if (find(path) instanceof FaultyFolder folder) {
      return folder;
    }
    throw Fault.of(Fault.Kind.NOT_FOUND, path + ": no such file or folder", "");
  }

  private FaultyFolder parent(String path) {
    int slash = path.lastIndexOf('/');
    return folder(slash < 0 ? "" : path.substring(0, slash));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private @Nullable FaultyNode find(String path) {
    FaultyNode node = root;
    if (path.isEmpty()) {
      return node;
    }
    for (String part : path.split("/", -1)) {
      if (!(node instanceof FaultyFolder folder)) {
        return null;
      }
      node = folder.get(part);
    }
    return node;
  }

  private static void close(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw Fault.of(Fault.Kind.DISK, "closing a database in memory", "", e);
    }
  }
}
