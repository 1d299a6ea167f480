package nightjar.store.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import nightjar.base.Fault;

/// A folder of this machine. Safe for any thread because it has no state but the folder's path.
public final class LocalDisk implements Disk {
  /// Enough to share the file system's journal, measured on ext4; more gains nothing.
  private static final int SYNCS_AT_ONCE = 8;

  private final Path root;
  private final FileAttribute<?>[] ofNewFiles;

  public LocalDisk(Path root) {
    this(root, new FileAttribute<?>[0]);
  }

  private LocalDisk(Path root, FileAttribute<?>[] ofNewFiles) {
    this.root = root.toAbsolutePath().normalize();
    this.ofNewFiles = ofNewFiles;
  }

  /// The same, but new files are for their owner only.
  public static LocalDisk ofSecrets(Path root) {
    var mode = PosixFilePermissions.fromString("rw-------");
    return new LocalDisk(root, new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)});
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public DiskFile create(String path) {
    return channel(
        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public DiskFile open(String path) {
    return channel(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public DiskFile openToRead(String path) {
    return channel(path, StandardOpenOption.READ);
  }

  private DiskFile channel(String path, OpenOption... options) {
    Path file = resolve(path);
    try {
      return new LocalFile(file, FileChannel.open(file, Set.of(options), ofNewFiles));
    } catch (IOException e) {
      throw DiskFaults.of("opening", file, e);
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public List<String> list(String path) {
    List<String> names = new ArrayList<>();
    Path directory = resolve(path);
    // Asked first, because listing a file opens and closes it, and closing any descriptor of a file
    // gives up this
    // process's POSIX locks on it: ours on the disk, and those of SQLite on the catalog.
    if (!Files.isDirectory(directory)) {
      return names;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw DiskFaults.of("listing", directory, e);
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public List<String> makeDirectories(String path) {
    List<String> made = new ArrayList<>();
    for (int slash = path.indexOf('/'); ; slash = path.indexOf('/', slash + 1)) {
      String parent = slash < 0 ? path : path.substring(0, slash);
      Path directory = resolve(parent);
      if (!Files.isDirectory(directory)) {
        try {
          Files.createDirectory(directory);
        } catch (IOException e) {
          throw DiskFaults.of("making the directory", directory, e);
        }
        made.add(parent);
      }
      if (slash < 0) {
        return made;
      }
    }
  }

  @Override
  public void syncDirectory(String path) {
    Path directory = resolve(path);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw DiskFaults.of("syncing the directory", directory, e);
    }
  }

  @Override
  public void rename(String from, String to) {
    if (exists(to)) {
      throw Fault.of(Fault.Kind.INVALID, "moving " + from + ": " + to + " is already there", "");
    }
    replace(from, to);
  }

  @Override
  public void replace(String from, String to) {
    Path source = resolve(from);
    try {
      Files.move(source, resolve(to), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw DiskFaults.of("moving", source, e);
    }
  }

  @Override
  public void delete(String path) {
    Path file = resolve(path);
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw DiskFaults.of("deleting", file, e);
    }
  }

  @Override
  public int syncsAtOnce() {
    return SYNCS_AT_ONCE;
  }

  @Override
  public Space space() {
    try {
      FileStore store = Files.getFileStore(root);
      return new Space(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException e) {
      throw DiskFaults.of("asking for free space of", root, e);
    }
  }

  @Override
  public Held lock(String path) {
    Path file = resolve(path);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw Fault.of(
            Fault.Kind.BUSY,
            "another process has " + root + " open",
            "Stop the other recorder, or give this one a folder of its own.");
      }
      return () -> close(channel, file);
    } catch (IOException e) {
      throw DiskFaults.of("locking", file, e);
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void close(FileChannel channel, Path file) {
    try {
      channel.close();
    } catch (IOException e) {
      throw DiskFaults.of("closing", file, e);
    }
  }

  @Override
  public String database(String name) {
    return "jdbc:sqlite:" + resolve(name);
  }

  /// SQLite keeps up to three files; the two beside the database hold what is not yet in it, so they move first.
  @Override
  public void moveDatabase(String name, String to) {
    for (String suffix : List.of("-wal", "-shm", "")) {
      if (exists(name + suffix)) {
        rename(name + suffix, to + suffix);
      }
    }
  }

  private Path resolve(String path) {
    Path resolved = root.resolve(path).normalize();
    if (!resolved.startsWith(root)) {
      throw Fault.of(Fault.Kind.INVALID, "the path leaves the disk: " + path, "");
    }
    return resolved;
  }
}
