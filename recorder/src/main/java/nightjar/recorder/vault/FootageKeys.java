package nightjar.recorder.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.log.EventLog;
import nightjar.store.crypt.EncryptedDisk;
import nightjar.store.crypt.FootageKey;
import nightjar.store.crypt.KeyRing;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.LocalDisk;

/// The keys of one disk's footage: where they are, which are missing, and that a destroyed one stays destroyed. A folder `keys` of the
/// configuration is shared by all recorders of a machine, each with a folder of its disk's name in it; without one they lie in the
/// recorder's own folder, where they protect from nothing but what an erasure leaves on the disk.
/// Safe for any thread because its methods are synchronized, and the ring is.
public final class FootageKeys {
  /// In the recorder's own folder.
  private static final String FOLDER = "keys";

  private final Path own;
  private final Path data;
  private final boolean encrypting;
  private final SecureRandom random = new SecureRandom();
  private KeyRing ring;
  private KeyBook book;

  private FootageKeys(Path data, Path own, boolean encrypting, KeyBook book) {
    this.data = data;
    this.own = own;
    this.encrypting = encrypting;
    this.book = book;
    ring = ring(place(), random);
  }

  /// For a recorder: `place` is where the configuration wants the keys, to which they move. With `encrypting` there is one afterwards, or
  /// a Fault; without, what cannot be kept stops no recording.
  public static FootageKeys open(
      Path data, Path own, Optional<Path> place, boolean encrypting, EventLog log) {
    KeyBook book;
    try {
      book = KeyBook.read(own);
    } catch (Fault e) {
      log.log(VaultEvent.FOOTAGE_KEYS_DAMAGED, own.toString(), String.valueOf(e.getMessage()));
      book = KeyBook.EMPTY;
      if (encrypting) {
        book.write(own);
      }
    }
    var keys = new FootageKeys(data, own, encrypting, book);
    keys.begin(place.map(folder -> checked(folder).resolve(disk(data))), log);
    return keys;
  }

  /// For programs beside a recorder, which change nothing. `place` is a folder of keys somewhere else: on a disk that was carried here.
  public static FootageKeys openToRead(Path data, Path own, Optional<Path> place) {
    KeyBook book = place.map(KeyBook.EMPTY::at).orElseGet(() -> KeyBook.read(own));
    return new FootageKeys(data, own, false, book);
  }

  private synchronized void begin(Optional<Path> wanted, EventLog log) {
    wanted.filter(place -> !place.equals(place())).ifPresent(this::move);
    for (String each : ring.damaged()) {
      log.log(VaultEvent.FOOTAGE_KEYS_DAMAGED, data.toString(), each + " in " + place());
    }
    book.erased().forEach(ring::remove);
    for (String each : missing()) {
      log.log(VaultEvent.FOOTAGE_KEY_MISSING, data.toString(), each + " in " + place());
    }
    List<String> ids = ring.all().stream().map(FootageKey::id).toList();
    if (!book.used().containsAll(ids)) {
      keep(book.using(ids));
    }
    ring.use(book.current());
    if (encrypting) {
      recordWithCurrent();
    } else if (!book.current().isEmpty()) {
      keep(book.recordingPlain());
    }
  }

  private void recordWithCurrent() {
    PrivateFile.makeFolder(place());
    String id = ring.current().id();
    if (!book.current().equals(id)) {
      keep(book.recordingWith(id));
    }
  }

  /// There before they are not here, and not here before the book says so: a power cut on the way is finished by the next start.
  private void move(Path place) {
    PrivateFile.makeFolder(place);
    KeyRing there = ring(place, random);
    ring.all().stream().filter(key -> there.find(key.id()).isEmpty()).forEach(there::add);
    ring.destroy();
    ring = there;
    keep(book.at(place));
  }

  private void keep(KeyBook next) {
    next.write(own);
    book = next;
  }

  /// The disk with its encrypted recordings readable, and the new ones encrypted if that is asked for.
  public synchronized Disk over(Disk disk) {
    return new EncryptedDisk(disk, ring, encrypting, random);
  }

  /// Whether what is recorded from now on is.
  public boolean encrypting() {
    return encrypting;
  }

  /// Whether the recorder that was started last encrypts what it records.
  public synchronized boolean inUse() {
    return !book.current().isEmpty();
  }

  /// Whether whoever takes the disk takes the keys with it: they are on the same file system.
  public synchronized boolean besideFootage() {
    try {
      Path place = place();
      return place.toAbsolutePath().startsWith(data.toAbsolutePath())
          || Files.getFileStore(place).equals(Files.getFileStore(data));
    } catch (IOException e) {
      // A folder that is not there protects nothing.
      return true;
    }
  }

  /// Ids of keys that footage here may need, and that are not where they should be.
  public synchronized List<String> missing() {
    return book.used().stream().filter(id -> ring.find(id).isEmpty()).sorted().toList();
  }

  /// The folder of the keys.
  public synchronized Path place() {
    return book.place().isEmpty() ? own.resolve(FOLDER) : Path.of(book.place());
  }

  /// Every key, for a back-up of the settings.
  public synchronized List<String> copies() {
    return ring.all().stream().map(FootageKey::hex).toList();
  }

  /// Takes in keys of a back-up that are not here, but those that were destroyed; durable when it returns.
  public synchronized void takeIn(List<String> copies) {
    List<String> taken = new ArrayList<>();
    for (String copy : copies) {
      Optional<FootageKey> key = FootageKey.ofHex(copy);
      if (key.isPresent()
          && !book.erased().contains(key.get().id())
          && ring.find(key.get().id()).isEmpty()) {
        PrivateFile.makeFolder(place());
        ring.add(key.get());
        taken.add(key.get().id());
      }
    }
    if (!taken.isEmpty()) {
      keep(book.using(taken));
    }
  }

  /// Nothing encrypted until now can be read again once this returns, after a power cut neither: the keys are listed as destroyed, then
  /// overwritten and deleted. There is a new one for what comes.
  synchronized void destroy() {
    keep(book.without(ring.all().stream().map(FootageKey::id).toList()));
    ring.destroy();
    if (encrypting) {
      recordWithCurrent();
    }
  }

  private static Path checked(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the folder " + folder + " for keys is not there",
          "Make it, or mount the disk it is on.");
    }
    return folder.toAbsolutePath();
  }

  private static String disk(Path data) {
    return DiskIdentity.require(new LocalDisk(data)).disk();
  }

  private static KeyRing ring(Path place, SecureRandom random) {
    Path folder = place.toAbsolutePath();
    Path parent = folder.getParent();
    if (parent == null) {
      throw Fault.of(Fault.Kind.INVALID, folder + " cannot hold keys", "Name another folder.");
    }
    return KeyRing.open(LocalDisk.ofSecrets(parent), String.valueOf(folder.getFileName()), random);
  }
}
