package nightjar.store.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;

/// Words for what the operating system says about a disk.
final class DiskFaults {
  private DiskFaults() {}

  static Fault of(String doing, Path path, IOException e) {
    String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    String said = doing + " " + path + ": ";
    if (e instanceof NoSuchFileException) {
      return Fault.of(Fault.Kind.NOT_FOUND, said + "no such file or folder", "", e);
    }
    if (reason.contains("no space left") || reason.contains("quota exceeded")) {
      return noRoom(said, e);
    }
    if (reason.contains("read-only file system")) {
      return Fault.of(
          Fault.Kind.DISK,
          said + "the disk is mounted read-only",
          "Look at the system log: Linux does this after a disk error. Repair it, then mount it for writing.",
          e);
    }
    if (e instanceof AccessDeniedException) {
      return Fault.of(
          Fault.Kind.DISK,
          said + "permission denied",
          "Give the user that runs the recorder the right to write there.",
          e);
    }
    return Fault.of(
        Fault.Kind.DISK,
        said + FileReason.of(e),
        "Look at the system log for errors of this disk; replace it when they come back.",
        e);
  }

  private static Fault noRoom(String said, IOException e) {
    return Fault.of(
        Fault.Kind.EXHAUSTED,
        said + "the disk is full",
        "Shorten the retention, release evidence locks, or add a disk.",
        e);
  }
}
