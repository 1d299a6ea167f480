package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nightjar.base.Bytes;

/// A span of recordings as one progressive MP4 file that exists nowhere: `moov` made on the fly, then the media where it
/// lies in the recording files.
///
/// Playback begins exactly at the span's start: frames that must be decoded before are hidden by an edit list. A camera that
/// changed its parameters gets a further sample entry, and the parameters before each sync frame too; one that changed its coding, such as from H.264 to H.265, a further
/// track. Immutable; the same pieces and span give the same bytes and [#etag], on any machine.
///
/// ```java
/// VirtualMp4 mp4 = VirtualMp4.of(pieces, from, to, Gaps.KEEP);
/// for (VirtualMp4.Part part : mp4.parts(0, mp4.length())) { ... }
/// ```
public final class VirtualMp4 {
  /// Bytes that follow each other in the file.
  public sealed interface Part {
    long length();
  }

  /// Bytes made up for this file. The buffer is read-only.
  public record Memory(ByteBuffer bytes) implements Part {
    @Override
    public long length() {
      return bytes.remaining();
    }
  }

  /// A stretch of a recording file.
  ///
  /// @param key of the [Piece]
  public record Range(String key, long offset, long length) implements Part {}

  /// Above this, offsets and `mdat` need 64 bits, with room for the largest `moov`.
  private static final long NARROW_LIMIT = 0xffffffffL - (1L << 30);

  private final ByteBuffer head;
  private final SpanParts media;
  private final List<String> keys;
  private final List<Bytes> prefixes;
  private final long startWallMicros;
  private final long durationMicros;
  private final String etag;

  private VirtualMp4(SpanLayout layout, ByteBuffer head) {
    this.head = head;
    media = layout.media;
    keys = layout.pieces.stream().map(Piece::key).toList();
    prefixes = List.copyOf(layout.prefixes);
    startWallMicros = layout.selection.fromWallMicros;
    durationMicros = Ticks.toMicros(layout.to - layout.from, MovieBoxes.MOVIE_TIMESCALE);
    etag = digest();
  }

  /// Lays out what plays from `fromWallMicros` up to but not including `toWallMicros`. `pieces` are in the order they were
  /// recorded, and hold at least all that overlap the span. Throws a [nightjar.base.Fault] of kind NOT_FOUND when there is no
  /// picture in the span.
  public static VirtualMp4 of(
      List<Piece> pieces, long fromWallMicros, long toWallMicros, Gaps gaps) {
    SpanLayout layout = new SpanLayout(pieces, fromWallMicros, toWallMicros, gaps);
    boolean wide = layout.media.length() > NARROW_LIMIT;
    BoxWriter out = BoxWriter.heap(64 << 10);
    MovieBoxes.ftyp(out, BoxType.ISOM, BoxType.ISOM, BoxType.MP41, BoxType.MP42);
    SpanMoov moov = new SpanMoov(layout, out, wide);
    moov.write();
    if (wide) {
      out.u32(1);
      out.u32(BoxType.MDAT);
      out.u64(layout.media.length() + 16);
    } else {
      out.u32((int) layout.media.length() + 8);
      out.u32(BoxType.MDAT);
    }
    moov.mediaBeginsAt(out.size());
    return new VirtualMp4(layout, out.written().asReadOnlyBuffer());
  }

  /// Bytes in all.
  public long length() {
    return head.limit() + media.length();
  }

  /// Where the content of `mdat` begins.
  public long headLength() {
    return head.limit();
  }

  /// Memory this takes, nearly.
  public long heldBytes() {
    return head.capacity() + media.heldBytes();
  }

  /// A strong entity tag (RFC 9110, 8.8.3) without its quotes.
  public String etag() {
    return etag;
  }

  /// Wall time of the first moment that plays: the span's start, or later where nothing was recorded.
  public long startWallMicros() {
    return startWallMicros;
  }

  /// How long it plays.
  public long durationMicros() {
    return durationMicros;
  }

  /// What bytes `from` (inclusive) to `to` (exclusive) of the file are made of.
  public List<Part> parts(long from, long to) {
    if (from < 0 || to < from || to > length()) {
      throw new IndexOutOfBoundsException(from + " to " + to + " of " + length());
    }
    List<Part> parts = new ArrayList<>();
    if (from < head.limit() && from < to) {
      int end = (int) Math.min(to, head.limit());
      parts.add(new Memory(head.slice((int) from, end - (int) from)));
    }
    long mediaFrom = Math.max(0, from - head.limit());
    long mediaTo = to - head.limit();
    for (int i = media.at(mediaFrom); i < media.count() && media.start(i) < mediaTo; i++) {
      long cutFrom = Math.max(media.start(i), mediaFrom);
      long cutTo = Math.min(media.start(i + 1), mediaTo);
      if (cutFrom < cutTo) {
        parts.add(part(i, media.offset(i) + cutFrom - media.start(i), cutTo - cutFrom));
      }
    }
    return parts;
  }

  private Part part(int i, long offset, long length) {
    return media.isPrefix(i)
        ? new Memory(prefixes.get(media.source(i)).buffer().slice((int) offset, (int) length))
        : new Range(keys.get(media.source(i)), offset, length);
  }

  /// What tells the bytes of part `i` from any others, but for where it begins.
  private byte[] identity(int i) {
    return media.isPrefix(i)
        ? prefixes.get(media.source(i)).toArray()
        : keys.get(media.source(i)).getBytes(StandardCharsets.UTF_8);
  }

  /// Over the head, and over where each byte of media comes from.
  private String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(head.duplicate());
      ByteBuffer place = ByteBuffer.allocate(16);
      for (int i = 0; i < media.count(); i++) {
        if (i == 0 || !media.sameSource(i, i - 1)) {
          sha.update(identity(i));
          sha.update((byte) 0);
        }
        place.clear().putLong(media.offset(i)).putLong(media.start(i));
        sha.update(place.flip());
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
