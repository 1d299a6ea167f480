package nightjar.base.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Why a file could not be read or written, in words: Java's own are the file's name alone where nothing is there.
/// Safe for any thread because it has no state.
public final class FileReason {
  /// What Linux says (errno's texts), and what that is to a person.
  private static final Map<String, String> WORDS =
      Map.of(
          "no space left", "no room is left",
          "quota exceeded", "no room is left",
          "read-only file system", "the disk may only be read",
          "is a directory", "it is a folder",
          "not a directory", "a part of the path is no folder",
          "file name too long", "the name is too long",
          "too many levels of symbolic links", "its links lead in a circle",
          "input/output error", "the disk reports an error");

  private FileReason() {}

  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "nothing is there";
      case AccessDeniedException _ -> "access is denied";
      case FileAlreadyExistsException _ -> "there is something of that name";
      case NotDirectoryException _ -> "a part of the path is no folder";
      case CharacterCodingException _ -> "it is not text in UTF-8";
      default -> said(e);
    };
  }

  private static String said(IOException e) {
    String text =
        e instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    String small = text.toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(each -> small.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(text);
  }
}
