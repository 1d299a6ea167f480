package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Fault;

/// Every frame of a recording file in two to four bytes each, so that a catalog knows any span without touching the file.
///
/// Grows at its end only: cut after any fragment it is the index of the file up to there. Integers of fixed size are
/// big-endian; `v` is a varint (seven bits a byte, lowest first, high bit set on all but the last); `z` is a `v` of a signed
/// number (0, -1, 1, -2 as 0, 1, 2, 3).
///
/// ```text
/// 0   1  format version = 1
/// 1   1  T, number of tracks
/// 2   8  wall time of media time zero, microseconds since 1970 UTC
/// 10  4  file offset of the first fragment
/// 14  v  timescale of track 0 .. T-1
/// then for each fragment, in file order without a hole:
///     1  R, number of runs
///     3  head length: media begins that far from the fragment's start
///     then R runs, in the order of their media:
///     v  track << 1 | reordered
///     v  number of frames
///     z  dts of the first frame - end of the track's frame before it (0 for its first)
///     then each frame:
///     v  z(duration - duration of the track's frame before it) << 1 | sync
///     z  size - size of the track's frame before it of the same sync
///     z  composition offset - that of the track's frame before it; only if reordered
/// ```
///
/// Immutable.
public final class FrameIndex {
  static final int VERSION = 1;
  static final int ZERO_WALL_AT = 2;
  private static final int MAX_TRACKS = 8;
  private static final long MAX_DTS = 1L << 60;

  private final long zeroWallMicros;
  private final int[] timescales;
  private final List<SampleTable> tracks;
  private final long fileLength;

  private FrameIndex(
      long zeroWallMicros, int[] timescales, List<SampleTable> tracks, long fileLength) {
    this.zeroWallMicros = zeroWallMicros;
    this.timescales = timescales;
    this.tracks = tracks;
    this.fileLength = fileLength;
  }

  /// Reads an index; throws a [Fault] of kind CORRUPT when it is none. `blob` is read from its position to its limit.
  public static FrameIndex decode(ByteBuffer blob) {
    return new Decoder(blob.slice()).decode();
  }

  /// Wall time of media time zero, the same for all tracks.
  public long zeroWallMicros() {
    return zeroWallMicros;
  }

  public int trackCount() {
    return timescales.length;
  }

  public int timescale(int track) {
    return timescales[track];
  }

  /// The frames of a track; their configuration index is always 0.
  public SampleTable track(int track) {
    return tracks.get(track);
  }

  /// Length of the file up to the end of the last fragment indexed.
  public long fileLength() {
    return fileLength;
  }

  /// Wall time of a track's `ticks`.
  public long wallMicros(int track, long ticks) {
    return zeroWallMicros + Ticks.toMicros(ticks, timescales[track]);
  }

  private static final class Decoder {
    private final ByteBuffer in;
    private Deltas[] deltas = {};
    private SampleTable.Builder[] tables = {};
    private long offset;

    Decoder(ByteBuffer in) {
      this.in = in;
    }

    FrameIndex decode() {
      need(14, "header");
      int version = in.get();
      int trackCount = in.get() & 0xff;
      if (version != VERSION || trackCount > MAX_TRACKS) {
        throw corrupt("version " + version + " with " + trackCount + " tracks");
      }
      long zeroWall = in.getLong();
      offset = in.getInt() & 0xffffffffL;
      int[] timescales = new int[trackCount];
      deltas = new Deltas[trackCount];
      tables = new SampleTable.Builder[trackCount];
      for (int t = 0; t < trackCount; t++) {
        timescales[t] = positive(varint(), "timescale");
        if (timescales[t] == 0) {
          throw corrupt("timescale 0");
        }
        deltas[t] = new Deltas();
        tables[t] = new SampleTable.Builder();
      }
      while (in.hasRemaining()) {
        fragment();
      }
      List<SampleTable> tracks = new ArrayList<>();
      for (SampleTable.Builder table : tables) {
        tracks.add(table.build());
      }
      return new FrameIndex(zeroWall, timescales, List.copyOf(tracks), offset);
    }

    private void fragment() {
      need(4, "fragment");
      int word = in.getInt();
      offset += word & 0xffffff;
      for (int runs = word >>> 24; runs > 0; runs--) {
        run();
      }
    }

    private void run() {
      long word = varint();
      long t = word >>> 1;
      if (t >= tables.length) {
        throw corrupt("track " + t);
      }
      boolean reordered = (word & 1) != 0;
      Deltas track = deltas[(int) t];
      SampleTable.Builder table = tables[(int) t];
      long count = varint();
      if (count < 0 || count > in.remaining() / 2) {
        throw corrupt(count + " frames");
      }
      track.dts = inRange(track.dts + Deltas.unzigzag(varint()));
      for (long i = 0; i < count; i++) {
        frame(track, table, reordered);
      }
    }

    private void frame(Deltas track, SampleTable.Builder table, boolean reordered) {
      long word = varint();
      int kind = (int) (word & 1);
      track.duration = positive(track.duration + Deltas.unzigzag(word >>> 1), "duration");
      track.sizes[kind] = positive(track.sizes[kind] + Deltas.unzigzag(varint()), "size");
      if (reordered) {
        track.composition = (int) (track.composition + Deltas.unzigzag(varint()));
      }
      int composition = reordered ? track.composition : 0;
      table.add(offset, track.sizes[kind], track.dts, track.duration, composition, kind == 1, 0);
      offset += track.sizes[kind];
      track.dts = inRange(track.dts + track.duration);
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        need(1, "number");
        byte part = in.get();
        value |= (part & 0x7fL) << shift;
        if (part >= 0) {
          return value;
        }
      }
      throw corrupt("number without end");
    }

    private int positive(long value, String what) {
      if (value < 0 || value > Integer.MAX_VALUE) {
        throw corrupt(what + " " + value);
      }
      return (int) value;
    }

    private long inRange(long dts) {
      if (dts < 0 || dts > MAX_DTS) {
        throw corrupt("dts " + dts);
      }
      return dts;
    }

    private void need(int bytes, String what) {
      if (in.remaining() < bytes) {
        throw corrupt("end within " + what);
      }
    }

    private Fault corrupt(String what) {
      return Fault.of(
          Fault.Kind.CORRUPT,
          "frame index damaged at byte " + in.position() + " of " + in.limit() + ": " + what,
          "Rebuild the catalog from the recording files.");
    }
  }
}
