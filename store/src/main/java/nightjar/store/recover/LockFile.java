package nightjar.store.recover;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.store.catalog.EvidenceLock;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.recording.CameraId;
import nightjar.store.recording.Interval;

/// A copy of the evidence locks beside the catalog, because they are the one thing that cannot be read back from footage: a
/// catalog made anew without them would let evidence expire.
///
/// `nightjar-locks.json`, replaced as a whole at every change, durably, before the catalog says the change is made.
/// Safe for any thread because it has no state but the disk.
public final class LockFile {
  public static final String NAME = "nightjar-locks.json";

  private static final int MAX_BYTES = 64 << 20;
  private static final String ADVICE =
      "Restore it from a copy. If it is removed, a rebuilt catalog has no evidence locks.";

  private final Disk disk;

  /// The file's text.
  record Content(int format, List<Line> locks) {}

  record Line(
      String camera, long startMicros, long endMicros, String reason, String by, long madeMicros) {}

  public LockFile(Disk disk) {
    this.disk = disk;
  }

  public void write(List<EvidenceLock> locks) {
    List<Line> lines =
        locks.stream()
            .map(lock ->
                new Line(
                    lock.camera().name(),
                    lock.interval().start(),
                    lock.interval().end(),
                    lock.reason(),
                    lock.by(),
                    lock.madeMicros()))
            .toList();
    byte[] text = new Json().write(new Content(1, lines)).getBytes(StandardCharsets.UTF_8);
    String temporary = NAME + ".new";
    if (disk.exists(temporary)) {
      disk.delete(temporary);
    }
    try (DiskFile file = disk.create(temporary)) {
      file.write(new ByteBuffer[] {ByteBuffer.wrap(text)}, 0);
      file.sync();
    }
    disk.replace(temporary, NAME);
    disk.syncDirectory("");
  }

  /// The locks, none when there is no file. A damaged file is a Fault: expiring evidence silently would be worse than stopping.
  public List<EvidenceLock> read() {
    if (!disk.exists(NAME)) {
      return List.of();
    }
    try (DiskFile file = disk.openToRead(NAME)) {
      return parse(bytes(file));
    }
  }

  static List<EvidenceLock> parse(byte[] text) {
    Content content =
        new Json().read(new String(text, StandardCharsets.UTF_8), Content.class, NAME);
    if (content == null || content.locks() == null || content.locks().contains(null)) {
      throw Fault.of(Fault.Kind.CORRUPT, NAME + " holds no list of locks", ADVICE);
    }
    if (content.format() != 1) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          NAME + " is of format " + content.format() + ", and this program knows 1",
          "A newer Nightjar wrote it: install that version or a later one.");
    }
    List<EvidenceLock> locks = new ArrayList<>();
    for (Line line : content.locks()) {
      locks.add(
          new EvidenceLock(
              0,
              new CameraId(String.valueOf(line.camera())),
              new Interval(line.startMicros(), line.endMicros()),
              String.valueOf(line.reason()),
              String.valueOf(line.by()),
              line.madeMicros()));
    }
    return locks;
  }

  private static byte[] bytes(DiskFile file) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocate(8192);
    long position = 0;
    for (int count = file.read(chunk, 0); count > 0; count = file.read(chunk.clear(), position)) {
      text.write(chunk.array(), 0, count);
      position += count;
      if (position > MAX_BYTES) {
        throw Fault.of(Fault.Kind.CORRUPT, NAME + " is larger than " + MAX_BYTES + " bytes", "");
      }
    }
    return text.toByteArray();
  }
}
