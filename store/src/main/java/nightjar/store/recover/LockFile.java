package nightjar.store.recover;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    Content content;
    try (DiskFile file = disk.openToRead(NAME)) {
      content = parse(bytes(file));
    }
    return content.locks().stream()
        .map(line ->
            new EvidenceLock(
                0,
                new CameraId(line.camera()),
                new Interval(line.startMicros(), line.endMicros()),
                line.reason(),
                line.by(),
                line.madeMicros()))
        .toList();
  }

  static Content parse(byte[] text) {
    Content content =
        new Json().read(new String(text, StandardCharsets.UTF_8), Content.class, NAME);
    if (content.format() != 1) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          NAME + " is of format " + content.format() + ", and this program knows 1",
          "A newer Nightjar wrote it: install that version or a later one.");
    }
    return content;
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
