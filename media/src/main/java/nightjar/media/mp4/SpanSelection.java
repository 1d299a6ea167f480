package nightjar.media.mp4;

import java.time.Instant;
import java.util.List;
import nightjar.base.Fault;

/// Which frames of which files a span needs: all that play in it, and before them those from the preceding sync frame on,
/// without which the first cannot be decoded. Owned by [SpanLayout].
final class SpanSelection {
  final int firstPiece;
  final int lastPiece;

  /// When the first picture of the span plays: the span's start, or later where nothing was recorded.
  final long fromWallMicros;

  final long toWallMicros;
  private final int leadIn;
  private final int behindLast;

  SpanSelection(List<Piece> pieces, long from, long to) {
    int first = -1;
    int firstSample = 0;
    int last = -1;
    int lastSample = 0;
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (int p = 0; p < pieces.size(); p++) {
      FrameIndex index = pieces.get(p).index();
      int reference = pieces.get(p).reference();
      SampleTable samples = reference < index.trackCount() ? index.track(reference) : null;
      boolean decodable = first >= 0;
      for (int i = 0; samples != null && i < samples.count(); i++) {
        long start = index.wallMicros(reference, samples.pts(i));
        long end = index.wallMicros(reference, samples.pts(i) + samples.duration(i));
        decodable |= samples.sync(i);
        if (end > from && start < to && decodable) {
          if (first < 0) {
            first = p;
            firstSample = i;
          }
          last = p;
          lastSample = i;
          earliest = Math.min(earliest, start);
          latest = Math.max(latest, end);
        }
      }
    }
    if (first < 0) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND,
          "no frame from " + utc(from) + " to " + utc(to),
          "Ask for a time at which there is a recording.");
    }
    firstPiece = first;
    lastPiece = last;
    SampleTable samples = reference(pieces.get(first));
    while (!samples.sync(firstSample)) {
      firstSample--;
    }
    leadIn = firstSample;
    behindLast = lastSample + 1;
    fromWallMicros = Math.max(from, earliest);
    toWallMicros = Math.min(to, latest);
  }

  private static Instant utc(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
  }

  private static SampleTable reference(Piece piece) {
    return piece.index().track(piece.reference());
  }

  /// First sample of `track` in piece `p`.
  int from(Piece piece, int p, int track) {
    if (p != firstPiece) {
      return 0;
    }
    if (track == piece.reference()) {
      return leadIn;
    }
    SampleTable samples = piece.index().track(track);
    int i = 0;
    while (i < samples.count()
        && piece.index().wallMicros(track, samples.pts(i) + samples.duration(i))
            <= fromWallMicros) {
      i++;
    }
    // one frame more: AAC and Opus need the frame before to decode the first one well
    return Math.max(0, i - 1);
  }

  /// The sample behind the last of `track` in piece `p`.
  int to(Piece piece, int p, int track) {
    SampleTable samples = piece.index().track(track);
    if (p != lastPiece) {
      return samples.count();
    }
    if (track == piece.reference()) {
      return behindLast;
    }
    int i = samples.count();
    while (i > 0 && piece.index().wallMicros(track, samples.pts(i - 1)) >= toWallMicros) {
      i--;
    }
    return i;
  }
}
