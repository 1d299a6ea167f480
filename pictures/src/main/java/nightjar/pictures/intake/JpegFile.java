package nightjar.pictures.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.pictures.reading.Refusal;

/// Walks the marker segments of a JPEG file (ITU-T T.81, annex B) and copies those that pixels need. The decoder never sees EXIF,
/// colour profiles, comments, thumbnails, or what stands behind the picture.
/// Owned by the thread that sniffs.
final class JpegFile {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;

  /// Baseline, extended, progressive: the three that Huffman codes and that everybody decodes.
  private static final int LAST_USUAL_FRAME = 0xc2;

  private static final int COM = 0xfe;
  private static final int APP0 = 0xe0;
  private static final int ADOBE = 0xee;

  /// A progressive picture has about ten scans; thousands of them are a way to burn hours of decoding.
  private static final int MOST_SCANS = 100;

  private final byte[] file;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int at = 2;
  private int width;
  private int height;
  private int scans;

  private JpegFile(byte[] file) {
    this.file = file;
  }

  static boolean begins(byte[] upload) {
    return upload.length > 3
        && (upload[0] & 0xff) == 0xff
        && (upload[1] & 0xff) == SOI
        && (upload[2] & 0xff) == 0xff;
  }

  static Sniffed sniff(byte[] upload) {
    if (Sniffer.isAlsoSomethingElse(upload)) {
      return new Sniffed.Not(Refusal.POLYGLOT);
    }
    return new JpegFile(upload).walk();
  }

  private Sniffed walk() {
    kept.write(0xff);
    kept.write(SOI);
    while (true) {
      int marker = nextMarker();
      if (marker == EOI) {
        return finish();
      }
      Optional<Refusal> refused = marker < 0 ? Optional.of(Refusal.DAMAGED) : segment(marker);
      if (refused.isPresent()) {
        return new Sniffed.Not(refused.get());
      }
    }
  }

  private Sniffed finish() {
    if (width == 0 || scans == 0) {
      return new Sniffed.Not(Refusal.DAMAGED);
    }
    if (!isUsualTail()) {
      return new Sniffed.Not(Refusal.POLYGLOT);
    }
    kept.write(0xff);
    kept.write(EOI);
    return new Sniffed.Jpeg(width, height, Bytes.of(kept.toByteArray()));
  }

  /// -1 at the end of the file, or where something else than a marker stands.
  private int nextMarker() {
    if (at >= file.length || (file[at] & 0xff) != 0xff) {
      return -1;
    }
    while (at < file.length && (file[at] & 0xff) == 0xff) {
      at++;
    }
    return at < file.length ? file[at++] & 0xff : -1;
  }

  private Optional<Refusal> segment(int marker) {
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= SOI)) {
      return Optional.of(Refusal.DAMAGED);
    }
    int length = at + 2 <= file.length ? ((file[at] & 0xff) << 8) | (file[at + 1] & 0xff) : 0;
    int end = at + length;
    if (length < 2 || end > file.length) {
      return Optional.of(Refusal.DAMAGED);
    }
    if (marker == COM && hasMarkup(at, end)) {
      return Optional.of(Refusal.POLYGLOT);
    }
    if (isFrame(marker)) {
      Optional<Refusal> refused = frame(marker, length);
      if (refused.isPresent()) {
        return refused;
      }
    }
    boolean needed = marker != COM && (marker < APP0 || marker == ADOBE);
    if (marker == SOS) {
      if (width == 0 || ++scans > MOST_SCANS) {
        return Optional.of(scans > MOST_SCANS ? Refusal.TOO_HARD : Refusal.DAMAGED);
      }
      end = endOfScan(end);
    }
    if (needed) {
      kept.write(0xff);
      kept.write(marker);
      kept.write(file, at, end - at);
    }
    at = end;
    return Optional.empty();
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /// A second frame would be a second picture, or another size than the one that was checked. Arithmetic coding, lossless and
  /// hierarchical frames and samples of 12 bits are whole pictures, but of kinds that no camera or browser writes or shows.
  private Optional<Refusal> frame(int marker, int length) {
    if (length < 8 || width != 0) {
      return Optional.of(Refusal.DAMAGED);
    }
    if (marker > LAST_USUAL_FRAME || file[at + 2] != 8) {
      return Optional.of(Refusal.OTHER_KIND);
    }
    height = ((file[at + 3] & 0xff) << 8) | (file[at + 4] & 0xff);
    width = ((file[at + 5] & 0xff) << 8) | (file[at + 6] & 0xff);
    return Sniffer.refuse(width, height);
  }

  /// Where entropy-coded data ends: at a marker that is neither a stuffed zero nor a restart.
  private int endOfScan(int from) {
    for (int i = from; i + 1 < file.length; i++) {
      int next = file[i + 1] & 0xff;
      if ((file[i] & 0xff) == 0xff && next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
        return i;
      }
    }
    return file.length;
  }

  private boolean hasMarkup(int from, int to) {
    return Sniffer.contains(file, from, to, "<?") || Sniffer.contains(file, from, to, "<s");
  }

  /// Nothing, padding, a second picture (Multi-Picture Format), or a moving one.
  // tolerate: Pixel and Galaxy phones put a film behind the picture ("motion photo"), Samsung a
  // block that ends in SEFT.
  private boolean isUsualTail() {
    int rest = at;
    while (rest < file.length && file[rest] == 0) {
      rest++;
    }
    if (hasMarkupOrProgram(at)) {
      return false;
    }
    return rest == file.length
        || Sniffer.matches(file, rest, new byte[] {(byte) 0xff, (byte) SOI, (byte) 0xff})
        || Sniffer.contains(file, at, at + 16, "ftyp")
        || Sniffer.matches(file, file.length - 4, "SEFT".getBytes(StandardCharsets.US_ASCII));
  }

  private boolean hasMarkupOrProgram(int from) {
    for (String bad : new String[] {"<svg", "<html", "<script", "<?php", "PK\3\4", "%PDF-"}) {
      if (Sniffer.contains(file, from, file.length, bad)) {
        return true;
      }
    }
    return false;
  }
}
