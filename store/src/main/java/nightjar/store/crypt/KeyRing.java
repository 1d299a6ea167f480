package nightjar.store.crypt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import org.jspecify.annotations.Nullable;

/// The keys in a folder, each in a file `ID.key` that is written once and never moved, so that overwriting it in its place leaves
/// no copy of ours. Safe for any thread because its methods are synchronized.
public final class KeyRing {
  public static final String SUFFIX = ".key";

  private static final String UNFINISHED = ".new";
  private static final int LONGEST = 256;

  private final Disk disk;
  private final String folder;
  private final RandomGenerator random;
  private final TreeMap<String, FootageKey> keys = new TreeMap<>();
  private final List<String> damaged = new ArrayList<>();
  private @Nullable FootageKey current;

  private KeyRing(Disk disk, String folder, RandomGenerator random) {
    this.disk = disk;
    this.folder = folder;
    this.random = random;
  }

  /// Reads what is there: nothing, where the folder is not.
  public static KeyRing open(Disk disk, String folder, RandomGenerator random) {
    var ring = new KeyRing(disk, folder, random);
    for (String name : disk.list(folder)) {
      if (name.endsWith(SUFFIX)) {
        ring.take(name);
      }
    }
    return ring;
  }

  private void take(String name) {
    Optional<FootageKey> key = FootageKey.ofHex(text(name));
    if (key.isPresent() && name.equals(key.get().id() + SUFFIX)) {
      keys.put(key.get().id(), key.get());
    } else {
      damaged.add(path(name));
    }
  }

  private String text(String name) {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    try (DiskFile file = disk.openToRead(path(name))) {
      while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {}
    }
    return StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
  }

  /// Files that are called keys and are none.
  public synchronized List<String> damaged() {
    return List.copyOf(damaged);
  }

  public synchronized List<FootageKey> all() {
    return List.copyOf(keys.values());
  }

  public synchronized Optional<FootageKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /// The key for what is recorded from now on: the one that [#use] named, or else one that is made now, durably. A key that came from
  /// elsewhere reads what it was for, and nothing new is written with it.
  public synchronized FootageKey current() {
    FootageKey key = current;
    if (key == null) {
      key = FootageKey.born(random);
      add(key);
      current = key;
    }
    return key;
  }

  /// Goes on with a key of before; without it, if it is not here.
  public synchronized void use(String id) {
    current = keys.get(id);
  }

  /// Takes a key in, durably.
  public synchronized void add(FootageKey key) {
    String name = key.id() + SUFFIX;
    String unfinished = path(name + UNFINISHED);
    disk.makeDirectories(folder);
    disk.syncDirectory("");
    wipe(unfinished);
    try (DiskFile file = disk.create(unfinished)) {
      file.write(new ByteBuffer[] {StandardCharsets.US_ASCII.encode(key.hex() + "\n")}, 0);
      file.sync();
    }
    disk.replace(unfinished, path(name));
    disk.syncDirectory(folder);
    keys.put(key.id(), key);
  }

  /// Overwrites and deletes every key, durably: a power cut on the way leaves some of them, and doing it again the rest.
  public synchronized void destroy() {
    keys.clear();
    current = null;
    for (String name : disk.list(folder)) {
      if (name.endsWith(SUFFIX) || name.endsWith(SUFFIX + UNFINISHED)) {
        wipe(path(name));
      }
    }
    damaged.clear();
  }

  /// The same with one of them; nothing happens where it is not.
  public synchronized void remove(String id) {
    if (current != null && current.id().equals(id)) {
      current = null;
    }
    keys.remove(id);
    wipe(path(id + SUFFIX));
  }

  private void wipe(String path) {
    if (!disk.exists(path)) {
      return;
    }
    try (DiskFile file = disk.open(path)) {
      byte[] noise = new byte[Math.clamp(file.size(), 1, LONGEST)];
      random.nextBytes(noise);
      file.write(new ByteBuffer[] {ByteBuffer.wrap(noise)}, 0);
      file.sync();
    }
    disk.delete(path);
    disk.syncDirectory(folder);
  }

  private String path(String name) {
    return folder + "/" + name;
  }
}
