package nightjar.media.mp4;

import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;

/// Lays the frames of a span out on one timeline and behind each other. Owned by [VirtualMp4#of].
///
/// Within a file its own media time holds. From file to file the pictures go on without a seam while that is within
/// [#SEAM_MICROS] of their wall time; else there is a gap, or the camera's clock has drifted that far, and the next file
/// begins at its wall time (or at once: [Gaps#COLLAPSE]). Sound follows the pictures of its file; where files overlap the
/// pictures go on late, and sound that would play twice is left out.
final class SpanLayout {
  /// Below this nobody sees a jump; wall times of cameras without RTCP are as unsure as that.
  private static final long SEAM_MICROS = 250_000;

  private static final long SOUND_SEAM_MICROS = 100_000;

  /// The longest time that a picture stands still: what 32 bits of `stts` hold at 90 kHz, and a bit less.
  private static final long MAX_HOLD_MICROS = 12 * 3_600_000_000L;

  /// Four days at 25 frames a second with sound: memory for one request must have an end.
  private static final int MAX_SAMPLES = 30_000_000;

  private static final int NO_PREFIX = -1;

  final List<Piece> pieces;
  final SpanSelection selection;
  final List<SpanTrack> tracks = new ArrayList<>();

  /// Parameter sets to be put before sync frames where they change within a track: a second sample entry should be enough, but
  /// the H.264 parser of FFmpeg 5.1, and players built on it, go on with the first.
  final List<Bytes> prefixes = new ArrayList<>();

  final SpanParts media = new SpanParts();

  /// Start and end of what plays, in ticks of the movie.
  long from;

  long to;

  private final Gaps gaps;
  private long baseWallMicros;
  private long referenceEnd = Long.MIN_VALUE;
  private long sampleCount;

  SpanLayout(List<Piece> pieces, long fromWallMicros, long toWallMicros, Gaps gaps) {
    this.pieces = pieces;
    this.gaps = gaps;
    selection = new SpanSelection(pieces, fromWallMicros, toWallMicros);
    for (int p = selection.firstPiece; p <= selection.lastPiece; p++) {
      piece(p);
    }
    tracks.removeIf(SpanTrack::isEmpty);
    for (SpanTrack track : tracks) {
      if (track.configs.getFirst() instanceof CodecConfig.Video) {
        track.showAt(from);
      }
    }
  }

  /// How one track of one file goes into the span. Owned by [#piece].
  private static final class Lane {
    final SampleTable samples;
    final SpanTrack track;
    final int entry;
    int next;
    int end;
    long shift;

    /// Index of what goes before each sync frame.
    final int prefix;

    Lane(SampleTable samples, SpanTrack track, int entry, int prefix, int next, int end) {
      this.samples = samples;
      this.track = track;
      this.entry = entry;
      this.prefix = prefix;
      this.next = next;
      this.end = end;
    }
  }

  private void piece(int p) {
    Piece piece = pieces.get(p);
    int reference = piece.reference();
    List<Lane> lanes = new ArrayList<>();
    long zero = referenceLane(piece, p, lanes);
    for (int t = 0; t < piece.configs().size(); t++) {
      if (t != reference) {
        soundLane(piece, p, t, zero, lanes);
      }
    }
    interleave(p, lanes);
  }

  /// Adds the lane of the pictures. Returns when media time zero of the piece is on the timeline, in microseconds.
  private long referenceLane(Piece piece, int p, List<Lane> lanes) {
    int t = piece.reference();
    Lane lane = lane(piece, p, t);
    FrameIndex index = piece.index();
    if (lane.next == lane.end) {
      return index.zeroWallMicros() - baseWallMicros;
    }
    int timescale = lane.track.timescale;
    long firstDts = lane.samples.dts(lane.next);
    long wall = index.wallMicros(t, firstDts);
    if (p == selection.firstPiece) {
      baseWallMicros = wall;
      referenceEnd = 0;
    }
    long gap = wall - baseWallMicros - referenceEnd;
    long start;
    if (gap <= SEAM_MICROS || gaps == Gaps.COLLAPSE) {
      int composition = (int) (lane.samples.pts(lane.next) - firstDts);
      start =
          lane.track.isEmpty()
              ? Ticks.ofMicros(referenceEnd, timescale)
              : lane.track.next(composition);
      baseWallMicros += gap > SEAM_MICROS ? gap : 0;
    } else {
      baseWallMicros += Math.max(0, gap - MAX_HOLD_MICROS);
      start = Ticks.ofMicros(wall - baseWallMicros, timescale);
    }
    lane.shift = start - firstDts;
    lanes.add(lane);
    SampleTable samples = lane.samples;
    referenceEnd =
        Ticks.toMicros(
            samples.dts(lane.end - 1) + samples.duration(lane.end - 1) + lane.shift, timescale);
    if (p == selection.firstPiece) {
      from = playTime(index, lane, selection.fromWallMicros);
    }
    to = playTime(index, lane, selection.toWallMicros);
    return Ticks.toMicros(start, timescale) - Ticks.toMicros(firstDts, timescale);
  }

  /// When `wall` of a piece is on the timeline, in ticks of the movie.
  private static long playTime(FrameIndex index, Lane lane, long wall) {
    int timescale = lane.track.timescale;
    long out = Ticks.ofMicros(wall - index.zeroWallMicros(), timescale) + lane.shift;
    return timescale == MovieBoxes.MOVIE_TIMESCALE
        ? out
        : Ticks.ofMicros(Ticks.toMicros(out, timescale), MovieBoxes.MOVIE_TIMESCALE);
  }

  private void soundLane(Piece piece, int p, int t, long zero, List<Lane> lanes) {
    Lane lane = lane(piece, p, t);
    if (lane.next == lane.end) {
      return;
    }
    SpanTrack track = lane.track;
    long firstDts = lane.samples.dts(lane.next);
    long wanted = Ticks.ofMicros(zero + Ticks.toMicros(firstDts, track.timescale), track.timescale);
    long seam = Ticks.ofMicros(SOUND_SEAM_MICROS, track.timescale);
    boolean seamless = !track.isEmpty() && Math.abs(wanted - track.end) <= seam;
    lane.shift = (seamless ? track.end : wanted) - firstDts;
    while (!track.isEmpty()
        && lane.next < lane.end
        && lane.samples.dts(lane.next) + lane.shift < track.end) {
      lane.next++;
    }
    lanes.add(lane);
  }

  private Lane lane(Piece piece, int p, int t) {
    CodecConfig config = piece.configs().get(t);
    SpanTrack track = null;
    for (SpanTrack candidate : tracks) {
      if (candidate.takes(t, config)) {
        track = candidate;
      }
    }
    if (track == null) {
      track = new SpanTrack(t, config);
      tracks.add(track);
    }
    int next = selection.from(piece, p, t);
    int end = Math.max(next, selection.to(piece, p, t));
    int prefix = changesParameters(t, config) ? prefix(config) : NO_PREFIX;
    return new Lane(piece.index().track(t), track, track.entry(config), prefix, next, end);
  }

  /// Whether the span has two parameter sets of the coding of `config`.
  private boolean changesParameters(int t, CodecConfig config) {
    for (int p = selection.firstPiece; p <= selection.lastPiece; p++) {
      List<CodecConfig> configs = pieces.get(p).configs();
      if (t < configs.size()
          && configs.get(t).getClass() == config.getClass()
          && !configs.get(t).equals(config)) {
        return true;
      }
    }
    return false;
  }

  private int prefix(CodecConfig config) {
    Bytes sets = ParameterSets.inBand(config);
    int at = prefixes.indexOf(sets);
    if (at < 0 && !sets.isEmpty()) {
      prefixes.add(sets);
      at = prefixes.size() - 1;
    }
    return at;
  }

  /// Puts the chunks of all lanes behind each other in the order they have in the file.
  private void interleave(int p, List<Lane> lanes) {
    while (true) {
      Lane next = null;
      for (Lane lane : lanes) {
        if (lane.next < lane.end
            && (next == null || lane.samples.offset(lane.next) < next.samples.offset(next.next))) {
          next = lane;
        }
      }
      if (next == null) {
        return;
      }
      chunk(p, next);
    }
  }

  private void chunk(int p, Lane lane) {
    SampleTable samples = lane.samples;
    long end = samples.offset(lane.next);
    lane.track.chunk(media.length(), lane.entry);
    while (lane.next < lane.end && samples.offset(lane.next) == end) {
      int i = lane.next++;
      int size = samples.size(i);
      int prefix = samples.sync(i) ? lane.prefix : NO_PREFIX;
      if (prefix != NO_PREFIX) {
        int length = prefixes.get(prefix).size();
        media.prefix(prefix, length);
        size += length;
      }
      media.piece(p, end, samples.size(i));
      lane.track.sample(samples.dts(i) + lane.shift, size, samples, i);
      end += samples.size(i);
      sampleCount++;
    }
    if (sampleCount > MAX_SAMPLES) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "more than " + MAX_SAMPLES + " frames in one span",
          "Ask for a shorter span.");
    }
  }
}
