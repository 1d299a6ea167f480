package nightjar.store.catalog;

import java.util.List;
import nightjar.store.recording.Gap;
import nightjar.store.recording.Interval;

/// The rows of a stream that end within one UTC day: unbroken recordings, and gaps that are over; each in the order of its end. Immutable.
record Day(List<Interval> sessions, List<Gap> gaps) {
  static final Day EMPTY = new Day(List.of(), List.of());

  Day {
    sessions = List.copyOf(sessions);
    gaps = List.copyOf(gaps);
  }

  int rows() {
    return sessions.size() + gaps.size();
  }
}
