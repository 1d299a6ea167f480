package nightjar.cameras.simulator.fault;

import java.util.HashMap;
import java.util.Map;

/// Timestamps counted from each track's first one. Owned by the simulator's thread.
abstract class Anchored implements MediaStage {
  private final Map<Integer, Long> first = new HashMap<>();

  @Override
  public final long timestamp(Moment moment, long timestamp) {
    long begin = first.computeIfAbsent(moment.track(), _ -> timestamp);
    return timestamp(begin, timestamp - begin, moment.config().timescale());
  }

  /// The timestamp sent instead of `first + gone`.
  abstract long timestamp(long first, long gone, int timescale);
}
