package nightjar.base.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;

/// The files of a kept log: JSON lines in `events.jsonl`, older ones in `events.1.jsonl` and so on. What is read here may be written by
/// another process meanwhile. Safe for any thread because it has no state.
public final class LogFiles {
  /// Four files of a megabyte: some twenty thousand lines.
  static final int FILES = 4;

  static final int FILE_BYTES = 1 << 20;
  private static final int LONGEST_FILE = 2 * FILE_BYTES;

  private final Path folder;

  public LogFiles(Path folder) {
    this.folder = folder;
  }

  Path file(int age) {
    return folder.resolve(age == 0 ? "events.jsonl" : "events." + age + ".jsonl");
  }

  /// At most `limit` lines, newest first, of those numbered below `before`.
  public List<LogLine> newest(LogLine.Wanted wanted, long before, int limit) {
    List<LogLine> found = new ArrayList<>();
    long last = before;
    for (int age = 0; age < FILES && found.size() < limit; age++) {
      List<String> lines = lines(file(age));
      for (int i = lines.size() - 1; i >= 0 && found.size() < limit; i--) {
        Optional<LogLine> line = LogLine.parse(lines.get(i));
        // A file that was renamed while we read is met twice: numbers only go down.
        if (line.isPresent() && line.get().seq() < last) {
          last = line.get().seq();
          if (wanted.fits(line.get())) {
            found.add(line.get());
          }
        }
      }
    }
    return found;
  }

  /// The number of the newest line; 0 when there is none.
  public long newestSeq() {
    List<LogLine> newest = newest(LogLine.Wanted.ALL, Long.MAX_VALUE, 1);
    return newest.isEmpty() ? 0 : newest.getFirst().seq();
  }

  /// Changes whenever a line was added.
  public long stamp() {
    try {
      return Files.exists(file(0))
          ? Files.size(file(0)) * 31 + Files.getLastModifiedTime(file(0)).toMillis()
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<String> lines(Path file) {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(in.size(), LONGEST_FILE));
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {}
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (java.nio.file.NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          "the log " + file + " cannot be read: " + FileReason.of(e),
          "Look at the disk, and that this user owns the folder.",
          e);
    }
  }

  /// Opens the newest file to be added to; a line that a power cut tore is ended first.
  FileChannel open() throws IOException {
    FileChannel out =
        FileChannel.open(
            file(0),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    out.position(out.size());
    ByteBuffer last = ByteBuffer.allocate(1);
    if (out.size() > 0 && out.read(last, out.size() - 1) == 1 && last.get(0) != '\n') {
      out.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    return out;
  }

  /// Each file takes the next older name; the oldest goes.
  void turn() throws IOException {
    for (int age = FILES - 2; age >= 0; age--) {
      if (Files.exists(file(age))) {
        Files.move(file(age), file(age + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
