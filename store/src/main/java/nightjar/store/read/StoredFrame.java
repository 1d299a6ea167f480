package nightjar.store.read;

import java.nio.ByteBuffer;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.Piece;
import nightjar.media.mp4.SampleTable;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.DiskSource;

/// One frame as it lies in a recording file; the bytes are valid during the call that hands it over.
///
/// @param dts decoding time from the beginning of the file, in ticks of `config.timescale()`
/// @param wallMicros when it is shown, microseconds since 1970 UTC
public record StoredFrame(
    int track,
    CodecConfig config,
    long dts,
    long pts,
    long wallMicros,
    boolean sync,
    ByteBuffer bytes) {

  /// Takes frames.
  @FunctionalInterface
  public interface Visitor {
    void frame(StoredFrame frame);
  }

  /// Hands over all frames of a file in the order of its bytes.
  static void visit(DiskFile file, Piece piece, Visitor visitor) {
    int[] next = new int[piece.configs().size()];
    ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
    DiskSource source = new DiskSource(file);
    for (int t = nextTrack(piece, next); t >= 0; t = nextTrack(piece, next)) {
      SampleTable table = piece.index().track(t);
      int i = next[t]++;
      if (table.size(i) > bytes.capacity()) {
        bytes = ByteBuffer.allocate(Integer.highestOneBit(table.size(i)) << 1);
      }
      bytes.clear().limit(table.size(i));
      if (source.read(table.offset(i), bytes) < table.size(i)) {
        throw Fault.of(
            Fault.Kind.CORRUPT,
            piece.key() + " ends before its frame at byte " + table.offset(i),
            "Run 'store check' to see what else is missing.");
      }
      visitor.frame(
          new StoredFrame(
              t,
              piece.configs().get(t),
              table.dts(i),
              table.pts(i),
              piece.index().wallMicros(t, table.pts(i)),
              table.sync(i),
              bytes.flip()));
    }
  }

  private static int nextTrack(Piece piece, int[] next) {
    int found = -1;
    for (int t = 0; t < next.length; t++) {
      SampleTable table = piece.index().track(t);
      if (next[t] < table.count()
          && (found < 0
              || table.offset(next[t]) < piece.index().track(found).offset(next[found]))) {
        found = t;
      }
    }
    return found;
  }
}
