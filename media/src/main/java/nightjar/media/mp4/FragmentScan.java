package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import nightjar.media.codec.CodecConfig;
import org.jspecify.annotations.Nullable;

/// Walks a file written by [FragmentWriter] from its start, believing only what its checksums prove: which fragments are
/// whole, which are damaged, and where what can be trusted ends, wherever the file was cut, torn or flipped.
///
/// ```java
/// FragmentScan scan = FragmentScan.open(source, FragmentScan.Depth.MEDIA);
/// for (Step step = scan.next(); ; step = scan.next()) {
///   switch (step) { case Whole w -> ...; case Damaged d -> ...; case End e -> { return; } }
/// }
/// ```
///
/// Owned by one reader; one thread at a time.
public final class FragmentScan {
  /// How much is read.
  public enum Depth {
    /// Heads only: a flipped byte of media stays unseen. Enough after a crash for all but the last fragments.
    HEADS,
    /// Everything.
    MEDIA
  }

  /// What is found next in the file.
  public sealed interface Step {}

  /// A fragment whose every byte read is as it was written.
  public record Whole(
      long offset, long length, int sequence, long startWallMicros, long endWallMicros)
      implements Step {}

  /// A fragment of known extent with bytes that are not what was written.
  ///
  /// @param mediaOnly its head is right, so its frames can be tried
  public record Damaged(long offset, long length, int sequence, boolean mediaOnly)
      implements Step {}

  /// Nothing follows that can be understood.
  ///
  /// @param offset where the fragments end: where to cut the file
  /// @param clean whether the file ends exactly there
  public record End(long offset, boolean clean) implements Step {}

  /// Bounds what a damaged file can make us read at once; a head holds some 20 bytes a frame.
  private static final int MAX_HEAD = 16 << 20;

  private static final int CHUNK = 256 << 10;

  private final Source source;
  private final Depth depth;
  private final FileHeader header;
  private final Movie movie;
  private final List<CodecConfig> configs;
  private final FrameIndexWriter index;
  private final ByteBuffer headerBytes = ByteBuffer.allocate(FragmentHeader.SIZE);
  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private long position;
  private int sequence;
  private long trustedBytes;
  private boolean indexing = true;

  private FragmentScan(
      Source source,
      Depth depth,
      FileHeader header,
      Movie movie,
      List<CodecConfig> configs,
      int initLength) {
    this.source = source;
    this.depth = depth;
    this.header = header;
    this.movie = movie;
    this.configs = configs;
    this.index = new FrameIndexWriter(initLength, configs);
    position = initLength;
  }

  /// Null when the beginning of the file is not whole: then no fragment is readable either.
  public static @Nullable FragmentScan open(Source source, Depth depth) {
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(source.length(), 64 << 10));
    source.read(0, start);
    start.flip();
    Boxes in = new Boxes(start, 0, start.limit());
    if (!in.next() || in.type() != BoxType.FTYP || !in.next() || in.type() != BoxType.UUID) {
      return null;
    }
    FileHeader.Read read = FileHeader.read(start.slice(in.from() - 8, in.length() + 8));
    if (read == null || !in.next() || in.type() != BoxType.MOOV) {
      return null;
    }
    int moovAt = in.from() - 8;
    if (in.to() - moovAt != read.moovSize()
        || FileHeader.crc(start, moovAt, in.to()) != read.moovCrc()) {
      return null;
    }
    Movie movie = Movie.read(in.body());
    List<CodecConfig> configs = new ArrayList<>();
    for (Movie.Track track : movie.tracks()) {
      CodecConfig config = track.entries().isEmpty() ? null : track.entries().getFirst().config();
      if (config == null) {
        return null;
      }
      configs.add(config);
    }
    return new FragmentScan(source, depth, read.header(), movie, configs, in.to());
  }

  /// Reads no media of fragments that begin before `bytes`, because a sync has returned for them.
  public void trust(long bytes) {
    trustedBytes = bytes;
  }

  public FileHeader header() {
    return header;
  }

  /// Each track's configuration by its index.
  public List<CodecConfig> configs() {
    return configs;
  }

  /// Length of what lies before the first fragment.
  public int initLength() {
    return (int) position;
  }

  /// The [FrameIndex] of all fragments up to the first damaged head. Valid until the next step.
  public ByteBuffer index() {
    return index.written();
  }

  /// Steps over the next fragment; at the end, answers the same [End] again and again.
  public Step next() {
    headerBytes.clear();
    boolean read = source.read(position, headerBytes) == FragmentHeader.SIZE;
    FragmentHeader fragment = read ? FragmentHeader.read(headerBytes.flip()) : null;
    if (fragment == null
        || fragment.sequence() <= sequence
        || fragment.headLength() < FragmentHeader.SIZE
        || fragment.headLength() > MAX_HEAD
        || fragment.mediaLength() < 0
        || fragment.mediaLength() > source.length()
        || fragment.length() > source.length() - position) {
      return new End(position, position == source.length());
    }
    long at = position;
    ByteBuffer head = head(fragment, at);
    boolean mediaWhole =
        head != null
            && (depth == Depth.HEADS
                || at < trustedBytes
                || mediaCrc(at, fragment) == fragment.mediaCrc());
    boolean headWhole = head != null && index(fragment, head, at);
    position = at + fragment.length();
    sequence = fragment.sequence();
    if (!headWhole || !mediaWhole) {
      return new Damaged(at, fragment.length(), sequence, headWhole);
    }
    return new Whole(
        at, fragment.length(), sequence, fragment.startWallMicros(), fragment.endWallMicros());
  }

  /// The head behind its first box; null when damaged.
  private @Nullable ByteBuffer head(FragmentHeader fragment, long at) {
    int length = fragment.headLength() - FragmentHeader.SIZE;
    ByteBuffer head = ByteBuffer.allocate(length);
    if (source.read(at + FragmentHeader.SIZE, head) != length) {
      return null;
    }
    head.flip();
    return FileHeader.crc(head, 0, length) == fragment.headCrc() ? head : null;
  }

  private int mediaCrc(long at, FragmentHeader fragment) {
    CRC32C crc = new CRC32C();
    if (chunk.capacity() == 0) {
      chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK, source.length()));
    }
    long end = at + fragment.length();
    for (long from = at + fragment.headLength(); from < end; from += chunk.limit()) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), end - from));
      if (source.read(from, chunk) != chunk.limit()) {
        return ~fragment.mediaCrc();
      }
      crc.update(chunk.flip());
    }
    return (int) crc.getValue();
  }

  /// Adds the fragment to the index; false when its boxes contradict its header, whatever the checksums say.
  private boolean index(FragmentHeader fragment, ByteBuffer head, long at) {
    FragmentSamples samples = new FragmentSamples(movie, at + fragment.headLength());
    long moofAt = at + FragmentHeader.SIZE;
    for (Boxes in = new Boxes(head, 0, head.limit()); in.next(); ) {
      if (in.type() == BoxType.MOOF) {
        ByteBuffer moof = in.body();
        new MovieFragment(moof, moofAt + in.from() - 8, samples).read();
      }
    }
    boolean right = samples.contiguousUpTo(at + fragment.length());
    indexing &= right;
    if (indexing) {
      index.zeroWallMicros(fragment.zeroWallMicros());
      samples.writeTo(index);
      index.fragment(fragment.headLength());
    }
    return right;
  }
}
