package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a `moov` says of its tracks; the sample tables stay unread until asked for.
record Movie(List<Track> tracks) {
  private static final int MAX_TRACKS = 256;

  /// `minf` lies two deep; a file that nests them without end must not use up the stack.
  private static final int MAX_DEPTH = 4;

  /// One `trak`.
  ///
  /// @param handler `vide`, `soun` or another
  /// @param mediaStart by how many ticks the first edit starts into the media; negative when the track starts late
  /// @param table content of `stbl`
  record Track(
      int id,
      int handler,
      int timescale,
      long mediaStart,
      List<SampleEntryReader> entries,
      ByteBuffer table,
      Defaults defaults) {
    Track with(Defaults other) {
      return new Track(id, handler, timescale, mediaStart, entries, table, other);
    }
  }

  /// What a sample of a fragment is when nothing nearer says otherwise (`trex`, then `tfhd`).
  record Defaults(int descriptionIndex, int duration, int size, int flags) {
    static final Defaults NONE = new Defaults(1, 0, 0, 0);
  }

  static Movie read(ByteBuffer moov) {
    List<Track> tracks = new ArrayList<>();
    List<Defaults> defaults = new ArrayList<>();
    List<Integer> defaultsOf = new ArrayList<>();
    int movieTimescale = 0;
    for (Boxes in = new Boxes(moov, 0, moov.limit()); in.next(); ) {
      switch (in.type()) {
        case BoxType.MVHD -> movieTimescale = timescale(in.body());
        case BoxType.MVEX -> readDefaults(in, defaultsOf, defaults);
        default -> {}
      }
    }
    for (Boxes in = new Boxes(moov, 0, moov.limit()); in.next() && tracks.size() < MAX_TRACKS; ) {
      if (in.type() == BoxType.TRAK) {
        Track track = new TrackReader(movieTimescale).read(in);
        int at = track == null ? -1 : defaultsOf.indexOf(track.id);
        if (track != null) {
          tracks.add(at < 0 ? track : track.with(defaults.get(at)));
        }
      }
    }
    return new Movie(List.copyOf(tracks));
  }

  private static void readDefaults(Boxes mvex, List<Integer> ids, List<Defaults> defaults) {
    for (Boxes in = Boxes.inside(mvex); in.next() && ids.size() < MAX_TRACKS; ) {
      if (in.type() == BoxType.TREX && in.length() >= 24) {
        ByteBuffer body = in.body();
        ids.add(body.getInt(4));
        defaults.add(
            new Defaults(body.getInt(8), body.getInt(12), body.getInt(16), body.getInt(20)));
      }
    }
  }

  /// The timescale in `mvhd` or `mdhd`, which begin alike; 0 when there is none.
  private static int timescale(ByteBuffer body) {
    int at = body.limit() > 0 && body.get(0) == 1 ? 20 : 12;
    return body.limit() >= at + 4 ? Math.max(0, body.getInt(at)) : 0;
  }

  /// Gathers what lies in different depths of a `trak`. Owned by [Movie#read].
  private static final class TrackReader {
    private final int movieTimescale;
    private int id;
    private int handler;
    private int timescale;
    private @Nullable ByteBuffer edits;
    private List<SampleEntryReader> entries = List.of();
    private @Nullable ByteBuffer table;

    TrackReader(int movieTimescale) {
      this.movieTimescale = movieTimescale;
    }

    @Nullable Track read(Boxes trak) {
      walk(trak, 0);
      if (timescale == 0 || table == null) {
        return null;
      }
      return new Track(id, handler, timescale, start(), entries, table, Defaults.NONE);
    }

    private void walk(Boxes container, int depth) {
      for (Boxes in = Boxes.inside(container); in.next(); ) {
        switch (in.type()) {
          case BoxType.EDTS, BoxType.MDIA, BoxType.MINF -> {
            if (depth < MAX_DEPTH) {
              walk(in, depth + 1);
            }
          }
          case BoxType.ELST -> edits = in.body();
          case BoxType.TKHD -> id = trackId(in.body());
          case BoxType.MDHD -> timescale = timescale(in.body());
          case BoxType.HDLR -> handler = in.length() >= 12 ? in.body().getInt(8) : 0;
          case BoxType.STBL -> {
            table = in.body();
            stsd(in);
          }
          default -> {}
        }
      }
    }

    private void stsd(Boxes stbl) {
      for (Boxes in = Boxes.inside(stbl); in.next(); ) {
        if (in.type() == BoxType.STSD) {
          entries = SampleEntryReader.read(in);
        }
      }
    }

    private static int trackId(ByteBuffer body) {
      int at = body.limit() > 0 && body.get(0) == 1 ? 20 : 12;
      return body.limit() >= at + 4 ? body.getInt(at) : 0;
    }

    /// Of leading empty edits and the first edit behind them; later edits are not applied.
    private long start() {
      if (edits == null || edits.limit() < 8 || movieTimescale == 0) {
        return 0;
      }
      boolean wide = edits.get(0) == 1;
      int entry = wide ? 20 : 12;
      long late = 0;
      for (int at = 8; at + entry <= edits.limit(); at += entry) {
        long duration = wide ? edits.getLong(at) : edits.getInt(at) & 0xffffffffL;
        long mediaTime = wide ? edits.getLong(at + 8) : edits.getInt(at + 4);
        if (mediaTime >= 0) {
          return mediaTime - (long) ((double) late * timescale / movieTimescale);
        }
        late += duration;
      }
      return 0;
    }
  }
}
