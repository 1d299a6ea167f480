package nightjar.store.read;

import java.util.ArrayList;
import java.util.List;
import nightjar.store.recording.Gap;
import nightjar.store.recording.Interval;

/// What was recorded of a stretch of time, what was not, and why.
///
/// @param recorded stretches with footage, in order, not touching each other
/// @param gaps booked stretches without, in order, clipped to the stretch asked for
/// @param expectedMicros what should have been recorded: from the first footage or gap on, up to now, less what was masked
/// @param recordedMicros what was
public record Coverage(
    Interval asked,
    List<Interval> recorded,
    List<Gap> gaps,
    long expectedMicros,
    long recordedMicros) {

  /// The same for a timeline on which a point is `resolution` microseconds wide, in at most a few stretches a point: holes that
  /// nobody could see are filled, and of gaps shorter than half a point one a point is kept, so that a camera that comes and goes
  /// still shows. The sums stay exact.
  public Coverage at(long resolution) {
    List<Interval> wide = new ArrayList<>();
    for (Interval next : recorded) {
      Interval last = wide.isEmpty() ? null : wide.getLast();
      if (last != null && next.start() - last.end() < resolution / 2) {
        wide.set(wide.size() - 1, new Interval(last.start(), next.end()));
      } else {
        wide.add(next);
      }
    }
    List<Gap> seen = new ArrayList<>();
    long nextSmall = Long.MIN_VALUE;
    for (Gap gap : gaps) {
      if (gap.open() || gap.interval().micros() >= resolution / 2) {
        seen.add(gap);
      } else if (gap.interval().start() >= nextSmall) {
        seen.add(gap);
        nextSmall = gap.interval().start() + resolution;
      }
    }
    return new Coverage(asked, wide, seen, expectedMicros, recordedMicros);
  }

  /// Of what was expected; 100 when nothing was.
  public double percent() {
    return expectedMicros <= 0 ? 100 : Math.min(100, 100.0 * recordedMicros / expectedMicros);
  }
}
