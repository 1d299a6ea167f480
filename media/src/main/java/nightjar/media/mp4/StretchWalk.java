package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Is told each sample of a file, and keeps of it when the stretches begin and end that it lies in. Owned by [StretchTimes#read].
final class StretchWalk implements MovieFragment.Sink {
  private static final int MAX_SAMPLES = 30_000_000;

  private final List<StretchTimes.Stretch> stretches;
  private final long[] first;
  private final long[] last;
  private boolean touched;
  private int budget = MAX_SAMPLES;
  private List<Movie.Track> tracks = List.of();
  private long[] nextDts = new long[0];
  private int current = -1;

  StretchWalk(List<StretchTimes.Stretch> stretches) {
    this.stretches = stretches;
    first = new long[stretches.size()];
    last = new long[stretches.size()];
    Arrays.fill(first, Long.MAX_VALUE);
    Arrays.fill(last, Long.MIN_VALUE);
  }

  boolean hasMovie() {
    return !tracks.isEmpty();
  }

  void movie(ByteBuffer moov, long position) {
    touch(position, moov.limit());
    tracks = Movie.read(moov).tracks();
    nextDts = new long[tracks.size()];
    for (current = 0; current < tracks.size(); current++) {
      new SampleTables(tracks.get(current).table(), this::sample).read();
    }
    current = -1;
  }

  void fragment(ByteBuffer moof, long position) {
    touch(position, moof.limit());
    new MovieFragment(moof, position, this).read();
  }

  private void touch(long from, int length) {
    int at = firstEndingAfter(from);
    touched |= at < stretches.size() && stretches.get(at).from() < from + length + 16;
  }

  @Override
  public Movie.@Nullable Defaults track(int id, long startDts) {
    for (current = 0; current < tracks.size(); current++) {
      if (tracks.get(current).id() == id) {
        if (startDts >= 0) {
          nextDts[current] = startDts;
        }
        return tracks.get(current).defaults();
      }
    }
    return null;
  }

  @Override
  public boolean sample(
      long offset, int size, int duration, int composition, int flags, int descriptionIndex) {
    if (--budget < 0 || size < 0 || offset < 0) {
      return false;
    }
    Movie.Track track = tracks.get(current);
    long dts = nextDts[current];
    long length = duration & 0xffffffffL;
    nextDts[current] += length;
    for (int i = firstEndingAfter(offset);
        i < stretches.size() && stretches.get(i).from() < offset + size;
        i++) {
      long begin = dts + composition - track.mediaStart();
      first[i] = Math.min(first[i], Ticks.toMicros(begin, track.timescale()));
      last[i] = Math.max(last[i], Ticks.toMicros(begin + length, track.timescale()));
    }
    return true;
  }

  /// Index of the first stretch that ends behind `position`.
  private int firstEndingAfter(long position) {
    int low = 0;
    int high = stretches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stretches.get(middle).to() <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  StretchTimes.Found found() {
    List<Optional<StretchTimes.Time>> times = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      times.add(
          first[i] > last[i]
              ? Optional.empty()
              : Optional.of(new StretchTimes.Time(first[i], last[i])));
    }
    return new StretchTimes.Found(List.copyOf(times), touched);
  }
}
