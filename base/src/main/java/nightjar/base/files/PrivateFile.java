package nightjar.base.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import nightjar.base.Bytes;
import nightjar.base.Fault;

/// A small file of mode 0600 in a folder of mode 0700, replaced whole: written beside, synced, renamed, the folder synced.
/// After a power cut it holds what was there before, or all of the new.
/// Safe for any thread because it has no state of its own; two writers of one file are the caller's mistake.
public final class PrivateFile {
  private static final int LONGEST = 1 << 20;

  private final Path path;

  public PrivateFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  public Path path() {
    return path;
  }

  /// Empty when there is no such file.
  public Optional<Bytes> read() {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = file.size();
      if (size > LONGEST) {
        throw Fault.of(
            Fault.Kind.CORRUPT, path + " has " + size + " bytes", "Put the right file back.");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
      return Optional.of(Bytes.copyOf(bytes, 0, bytes.position()));
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw disk("read", e);
    }
  }

  /// Durable when this returns.
  public void replace(Bytes content) {
    Path folder = folder(path);
    Path beside = folder.resolve(path.getFileName() + ".new");
    try {
      makeFolder(folder);
      Files.deleteIfExists(beside);
      try (FileChannel file =
          FileChannel.open(
              beside,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              mode("rw-------"))) {
        ByteBuffer bytes = content.buffer();
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(folder);
    } catch (IOException e) {
      throw disk("written", e);
    }
  }

  /// An empty file, unless there is one: for a database, which sets its files' modes by the first.
  public void makeIfAbsent() {
    try {
      if (!Files.exists(path)) {
        Files.createFile(path, mode("rw-------"));
      }
    } catch (IOException e) {
      throw disk("made", e);
    }
  }

  /// Makes `folder` so that only its owner may enter it.
  public static void makeFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, mode("rwx------"));
      }
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          "the folder " + folder + " cannot be made: " + FileReason.of(e),
          "Check that the disk is mounted and that you may write there.",
          e);
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static Path folder(Path path) {
    Path folder = path.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("no file: " + path);
    }
    return folder;
  }

  private Fault disk(String verb, IOException e) {
    return Fault.of(
        Fault.Kind.DISK,
        path + " cannot be " + verb + ": " + FileReason.of(e),
        "Check the disk, and that this user owns the folder.",
        e);
  }
}
