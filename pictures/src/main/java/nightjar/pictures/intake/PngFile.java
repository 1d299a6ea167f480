package nightjar.pictures.intake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import nightjar.base.Bytes;
import nightjar.pictures.reading.Refusal;

/// Walks the chunks of a PNG file (ISO/IEC 15948) and copies those that pixels need, so that no text chunk is ever inflated.
/// Owned by the thread that sniffs.
final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] EXIF = {'e', 'X', 'I', 'f'};
  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final Set<String> MORE_PICTURES = Set.of("acTL", "fcTL", "fdAT");

  private final ByteBuffer file;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int width;
  private int height;
  private boolean data;

  private PngFile(byte[] file) {
    this.file = ByteBuffer.wrap(file).position(SIGNATURE.length);
    kept.writeBytes(SIGNATURE);
  }

  static boolean begins(byte[] upload) {
    return Sniffer.matches(upload, 0, SIGNATURE);
  }

  static Sniffed sniff(byte[] upload) {
    if (Sniffer.isAlsoSomethingElse(upload)) {
      return new Sniffed.Not(Refusal.POLYGLOT);
    }
    return new PngFile(upload).walk();
  }

  /// What its eXIf chunk holds; of a file that was sniffed, so its chunks are in order.
  static Optional<Bytes> exif(byte[] upload) {
    ByteBuffer file = ByteBuffer.wrap(upload);
    int at = SIGNATURE.length;
    while (at + 12 <= upload.length && file.getInt(at) <= upload.length - at - 12) {
      int length = file.getInt(at);
      if (Sniffer.matches(upload, at + 4, EXIF)) {
        return Optional.of(Bytes.of(Arrays.copyOfRange(upload, at + 8, at + 8 + length)));
      }
      at += 12 + length;
    }
    return Optional.empty();
  }

  private Sniffed walk() {
    while (file.remaining() >= 12) {
      int start = file.position();
      int length = file.getInt(start);
      if (length < 0 || length > file.remaining() - 12) {
        return new Sniffed.Not(Refusal.DAMAGED);
      }
      String type = new String(file.array(), start + 4, 4, StandardCharsets.ISO_8859_1);
      if (MORE_PICTURES.contains(type)) {
        return new Sniffed.Not(Refusal.ANIMATED);
      }
      if (type.equals("IHDR") != (width == 0)) {
        return new Sniffed.Not(Refusal.DAMAGED);
      }
      if (type.equals("IHDR")) {
        Optional<Refusal> refused = header(start + 8, length);
        if (refused.isPresent()) {
          return new Sniffed.Not(refused.get());
        }
      }
      data |= type.equals("IDAT");
      if (NEEDED.contains(type)) {
        kept.write(file.array(), start, length + 12);
      }
      file.position(start + 12 + length);
      if (type.equals("IEND")) {
        return finish();
      }
    }
    return new Sniffed.Not(Refusal.DAMAGED);
  }

  private Sniffed finish() {
    if (!data) {
      return new Sniffed.Not(Refusal.DAMAGED);
    }
    while (file.hasRemaining()) {
      if (file.get() != 0) {
        return new Sniffed.Not(Refusal.POLYGLOT);
      }
    }
    return new Sniffed.Png(width, height, Bytes.of(kept.toByteArray()));
  }

  private Optional<Refusal> header(int at, int length) {
    if (length != 13) {
      return Optional.of(Refusal.DAMAGED);
    }
    width = file.getInt(at);
    height = file.getInt(at + 4);
    return width <= 0 || height <= 0 ? Optional.of(Refusal.DAMAGED) : Sniffer.refuse(width, height);
  }
}
