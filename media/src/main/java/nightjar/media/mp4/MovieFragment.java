package nightjar.media.mp4;

import java.nio.ByteBuffer;

/// Reads one `moof`, telling each sample to a [Sink] (ISO/IEC 14496-12, 8.8). Owned by one parser.
final class MovieFragment {
  /// Receives the samples of a fragment in file order.
  interface Sink {
    /// Begins a track fragment. `startDts` is negative when the file does not say. Returns the track's defaults, or null to
    /// skip it.
    Movie.@org.jspecify.annotations.Nullable Defaults track(int id, long startDts);

    /// One sample; false stops the reading.
    boolean sample(
        long offset, int size, int duration, int composition, int flags, int descriptionIndex);
  }

  private final ByteBuffer body;
  private final long moofAt;
  private final Sink sink;

  /// Where the samples of the next run lie when it does not say.
  private long dataAt;

  /// `body` is the content of the `moof` whose first byte is at `moofAt` in the file.
  MovieFragment(ByteBuffer body, long moofAt, Sink sink) {
    this.body = body;
    this.moofAt = moofAt;
    this.sink = sink;
    dataAt = moofAt;
  }

  /// The sequence number in `mfhd`; 0 without one.
  static int sequence(ByteBuffer body) {
    for (Boxes in = new Boxes(body, 0, body.limit()); in.next(); ) {
      if (in.type() == BoxType.MFHD && in.length() >= 8) {
        return in.body().getInt(4);
      }
    }
    return 0;
  }

  void read() {
    for (Boxes in = new Boxes(body, 0, body.limit()); in.next(); ) {
      if (in.type() == BoxType.TRAF) {
        traf(in);
      }
    }
  }

  private void traf(Boxes traf) {
    ByteBuffer tfhd = null;
    long start = -1;
    for (Boxes in = Boxes.inside(traf); in.next(); ) {
      if (in.type() == BoxType.TFHD && in.length() >= 8) {
        tfhd = in.body();
      } else if (in.type() == BoxType.TFDT && in.length() >= 8) {
        ByteBuffer tfdt = in.body();
        boolean wide = tfdt.get(0) == 1 && tfdt.limit() >= 12;
        start = wide ? tfdt.getLong(4) : tfdt.getInt(4) & 0xffffffffL;
      }
    }
    if (tfhd == null) {
      return;
    }
    Movie.Defaults track = sink.track(tfhd.getInt(4), start);
    if (track == null) {
      return;
    }
    int flags = tfhd.getInt(0);
    Fields in = new Fields(tfhd, 8);
    long base =
        (flags & TrackRuns.BASE_DATA_OFFSET) != 0
            ? in.u64()
            : (flags & TrackRuns.DEFAULT_BASE_IS_MOOF) != 0 ? moofAt : dataAt;
    Movie.Defaults defaults =
        new Movie.Defaults(
            in.i32((flags & TrackRuns.DESCRIPTION_INDEX) != 0, track.descriptionIndex()),
            in.i32((flags & TrackRuns.DEFAULT_DURATION) != 0, track.duration()),
            in.i32((flags & TrackRuns.DEFAULT_SIZE) != 0, track.size()),
            in.i32((flags & TrackRuns.DEFAULT_FLAGS) != 0, track.flags()));
    dataAt = base;
    for (Boxes boxes = Boxes.inside(traf); boxes.next(); ) {
      if (boxes.type() == BoxType.TRUN && boxes.length() >= 8) {
        if (!trun(boxes.body(), base, defaults)) {
          return;
        }
      }
    }
  }

  private boolean trun(ByteBuffer body, long base, Movie.Defaults defaults) {
    int flags = body.getInt(0);
    Fields in = new Fields(body, 4);
    long count = in.i32(true, 0) & 0xffffffffL;
    if ((flags & TrackRuns.DATA_OFFSET) != 0) {
      dataAt = base + in.i32(true, 0);
    }
    int firstFlags = in.i32((flags & TrackRuns.FIRST_FLAGS) != 0, defaults.flags());
    int fields = Integer.bitCount(flags & 0xf00) * 4;
    for (long i = 0; i < count && in.remaining() >= fields; i++) {
      int duration = in.i32((flags & TrackRuns.DURATION) != 0, defaults.duration());
      int size = in.i32((flags & TrackRuns.SIZE) != 0, defaults.size());
      int sampleFlags =
          in.i32((flags & TrackRuns.FLAGS) != 0, i == 0 ? firstFlags : defaults.flags());
      int composition = in.i32((flags & TrackRuns.COMPOSITION) != 0, 0);
      if (!sink.sample(
          dataAt, size, duration, composition, sampleFlags, defaults.descriptionIndex())) {
        return false;
      }
      dataAt += size;
    }
    return true;
  }

  /// Reads optional fields one behind the other; what is not there has its default.
  private static final class Fields {
    private final ByteBuffer in;
    private int at;

    Fields(ByteBuffer in, int at) {
      this.in = in;
      this.at = at;
    }

    int remaining() {
      return in.limit() - at;
    }

    int i32(boolean present, int otherwise) {
      if (!present || remaining() < 4) {
        return otherwise;
      }
      at += 4;
      return in.getInt(at - 4);
    }

    long u64() {
      if (remaining() < 8) {
        return 0;
      }
      at += 8;
      return in.getLong(at - 8);
    }
  }
}
