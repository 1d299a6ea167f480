package nightjar.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;

/// The letters that a [FolderMailer] wrote. Immutable.
record Letterbox(Path folder) {
  private static final int MOST = 20;

  record Letter(String to, String subject, String text) {}

  /// The last twenty, newest first.
  List<Letter> newest() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted(Comparator.comparing(Path::getFileName).reversed())
          .limit(MOST)
          .flatMap(file -> letter(file).stream())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw Fault.of(Fault.Kind.DISK, "the letters cannot be read: " + FileReason.of(e), "", e);
    }
  }

  private static Optional<Letter> letter(Path file) {
    try {
      String[] parts = Files.readString(file).split("\n", 4);
      return parts.length < 4
          ? Optional.empty()
          : Optional.of(new Letter(after(parts[0]), after(parts[1]), parts[3]));
    } catch (IOException e) {
      return Optional.empty(); // gone meanwhile
    }
  }

  private static String after(String header) {
    return header.substring(header.indexOf(':') + 1).strip();
  }
}
