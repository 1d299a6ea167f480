package nightjar.pictures.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import nightjar.pictures.reading.Refusal;

/// Tells by an upload's content, and by nothing else, whether it is one JPEG or PNG picture of a bearable size.
final class Sniffer {
  static final long MOST_PIXELS = 60_000_000;
  static final int SHORTEST_SIDE = 240;
  static final int LONGEST_SIDE = 320;

  private static final List<String> OTHER_KINDS =
      List.of("GIF8", "II*\0", "MM\0*", "II+\0", "MM\0+", "BM", "8BPS", "\0\0\1\0", "qoif");

  private Sniffer() {}

  static Sniffed sniff(byte[] upload) {
    if (JpegFile.begins(upload)) {
      return JpegFile.sniff(upload);
    }
    if (PngFile.begins(upload)) {
      return PngFile.sniff(upload);
    }
    return new Sniffed.Not(isOtherKind(upload) ? Refusal.OTHER_KIND : Refusal.NOT_A_PICTURE);
  }

  /// Empty when the size can be taken.
  static Optional<Refusal> refuse(int width, int height) {
    if ((long) width * height > MOST_PIXELS) {
      return Optional.of(Refusal.TOO_MANY_PIXELS);
    }
    return Math.min(width, height) < SHORTEST_SIDE || Math.max(width, height) < LONGEST_SIDE
        ? Optional.of(Refusal.TOO_SMALL)
        : Optional.empty();
  }

  /// Whether `text` stands in `bytes` between `from` and `to`.
  static boolean contains(byte[] bytes, int from, int to, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = Math.max(0, from); i + wanted.length <= Math.min(to, bytes.length); i++) {
      if (matches(bytes, i, wanted)) {
        return true;
      }
    }
    return false;
  }

  static boolean matches(byte[] bytes, int at, byte[] wanted) {
    if (at < 0 || at + wanted.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /// What other programs would take this file for: they find a PDF by its head, an archive by its end.
  static boolean isAlsoSomethingElse(byte[] upload) {
    return contains(upload, 0, 1024, "%PDF-")
        || contains(upload, upload.length - 66_000, upload.length, "PK\5\6");
  }

  private static boolean isOtherKind(byte[] upload) {
    return OTHER_KINDS.stream()
            .anyMatch(kind -> matches(upload, 0, kind.getBytes(StandardCharsets.ISO_8859_1)))
        || contains(upload, 4, 8, "ftyp")
        || contains(upload, 4, 8, "jP  ")
        || contains(upload, 4, 8, "JXL ")
        || (contains(upload, 0, 4, "RIFF") && contains(upload, 8, 12, "WEBP"));
  }
}
