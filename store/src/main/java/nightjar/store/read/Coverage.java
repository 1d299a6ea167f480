package nightjar.store.read;

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

  /// Of what was expected; 100 when nothing was.
  public double percent() {
    return expectedMicros <= 0 ? 100 : Math.min(100, 100.0 * recordedMicros / expectedMicros);
  }
}
