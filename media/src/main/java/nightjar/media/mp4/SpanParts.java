package nightjar.media.mp4;

/// Where the bytes of a span's `mdat` come from: stretches of recording files and of made-up bytes, one behind the other.
/// Owned by [SpanLayout] while it grows, never changed after.
final class SpanParts {
  /// Index of the piece, or -1 minus that of the prefix.
  private final LongList sources = new LongList();

  /// Where the stretch begins in its source.
  private final LongList offsets = new LongList();

  /// Where it begins behind the start of the content of `mdat`.
  private final LongList starts = new LongList();

  private long length;

  void piece(int piece, long offset, long bytes) {
    int last = count() - 1;
    boolean goesOn =
        last >= 0
            && sources.get(last) == piece
            && offsets.get(last) + length - starts.get(last) == offset;
    if (!goesOn) {
      begin(piece, offset);
    }
    length += bytes;
  }

  void prefix(int prefix, int bytes) {
    begin(-1 - prefix, 0);
    length += bytes;
  }

  private void begin(int source, long offset) {
    sources.add(source);
    offsets.add(offset);
    starts.add(length);
  }

  long length() {
    return length;
  }

  int count() {
    return starts.size();
  }

  /// The stretch that holds the byte at `position`.
  int at(long position) {
    return Math.max(0, starts.floor(position));
  }

  /// Where stretch `i` begins; that behind the last is the end.
  long start(int i) {
    return i < count() ? starts.get(i) : length;
  }

  long offset(int i) {
    return offsets.get(i);
  }

  boolean isPrefix(int i) {
    return sources.get(i) < 0;
  }

  /// Index of the piece or prefix.
  int source(int i) {
    int source = (int) sources.get(i);
    return source < 0 ? -1 - source : source;
  }

  boolean sameSource(int i, int j) {
    return sources.get(i) == sources.get(j);
  }

  long heldBytes() {
    return 24L * count();
  }
}
