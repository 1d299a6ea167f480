package nightjar.store.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.Fault;

/// Which disk this is: the file `nightjar-disk.json` in its root, written once by `init`.
///
/// ```json
/// {"disk": "6f1c0e5a9b3d42718e0f5a6b7c8d9e0f", "format": 1}
/// ```
///
/// A disk without it is not ours to write on: a mount may be missing, and the folder below it lie on the boot disk.
///
/// @param disk 32 hexadecimal digits, drawn at random
/// @param format version of the layout of files and names on the disk
public record DiskIdentity(String disk, int format) {
  public static final String FILE = "nightjar-disk.json";

  /// The newest layout this program writes.
  public static final int FORMAT = 1;

  private static final int MAX_BYTES = 4096;
  private static final Pattern JSON =
      Pattern.compile(
          "\\s*\\{\\s*\"disk\"\\s*:\\s*\"([0-9a-f]{32})\"\\s*,\\s*\"format\"\\s*:\\s*([0-9]{1,9})\\s*[,}](?s:.*)");

  /// Reads it, or throws NOT_FOUND when there is none, CORRUPT when it makes no sense.
  public static DiskIdentity read(Disk disk) {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    try (DiskFile file = disk.openToRead(FILE)) {
      while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {}
    }
    return parse(bytes.flip());
  }

  /// The identity of a disk that is ours and that this program knows; otherwise a [Fault] that says what to do.
  public static DiskIdentity require(Disk disk) {
    DiskIdentity identity;
    try {
      identity = read(disk);
    } catch (Fault e) {
      if (e.kind() == Fault.Kind.NOT_FOUND) {
        throw Fault.of(
            Fault.Kind.NOT_FOUND,
            disk.name() + " is not a Nightjar disk: " + FILE + " is missing",
            "If the disk is not mounted, mount it. If it is new, run 'nightjar store init'.",
            e);
      }
      throw e;
    }
    if (identity.format() > FORMAT) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          disk.name() + " is of format " + identity.format() + ", and this program knows " + FORMAT,
          "A newer Nightjar wrote it: install that version or a later one. Nothing was changed.");
    }
    return identity;
  }

  static DiskIdentity parse(ByteBuffer bytes) {
    String text = StandardCharsets.ISO_8859_1.decode(bytes).toString();
    Matcher matcher = JSON.matcher(text);
    if (!matcher.matches()) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          FILE + " does not say which disk this is",
          "If the recordings are yours, write the file again as docs/design/store.md shows, then run 'store check'.");
    }
    return new DiskIdentity(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  /// Writes it on an empty disk, durably.
  public void write(Disk disk) {
    ByteBuffer[] text = {
      StandardCharsets.US_ASCII.encode(
          "{\"disk\": \"" + this.disk + "\", \"format\": " + format + "}\n")
    };
    String temporary = FILE + ".new";
    if (disk.exists(temporary)) {
      disk.delete(temporary);
    }
    try (DiskFile file = disk.create(temporary)) {
      file.write(text, 0);
      file.sync();
    }
    disk.rename(temporary, FILE);
    disk.syncDirectory("");
  }

  /// Names a person may have on a fresh disk: what the file system itself puts there.
  public static boolean isEmpty(List<String> names) {
    return names.stream().allMatch(name -> name.equals("lost+found") || name.startsWith("."));
  }
}
