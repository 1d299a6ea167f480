package nightjar.media.rtp;

/// One track's 32-bit RTP timestamps as 64 bits that go on evenly when a camera's jump (quirk 59).
///
/// Steps back of up to [#BACK_MICROS] are kept: frames that are shown in another order than they are sent. A step further back,
/// or further ahead of the time that passed than [#AHEAD_MICROS], is a camera that set its counter anew: the line then goes on
/// by the time that passed. So it does when the second picture is stamped more than [#KEPT_MICROS] ahead of that: the first was a key
/// frame kept for whoever comes, and what lay between the two never comes. Owned by one track's receiver.
final class Timeline {
  static final long BACK_MICROS = 2_000_000;
  static final long AHEAD_MICROS = 10_000_000;
  static final long KEPT_MICROS = 1_000_000;

  /// How far behind its arrival a track may run and still catch up in one step.
  private static final long MAX_LAG_MICROS = 60_000_000;

  private final int clockRate;
  private boolean started;

  /// How far the next step may go ahead of the time that passed.
  private long mostAhead = KEPT_MICROS;

  private int last;
  private long value;
  private long lastArrival;
  private long lag;
  private long jumps;
  private double rate = 1;

  Timeline(int clockRate) {
    this.clockRate = clockRate;
  }

  /// The camera's ticks are this long from now on; see [Pace].
  void rate(double ticks) {
    rate = ticks;
  }

  /// The 64-bit time of a packet that arrived at `arrivalMicros` of a clock that never steps.
  long at(int timestamp, long arrivalMicros) {
    if (timestamp == last && started) {
      return value;
    }
    if (!started) {
      started = true;
      value = timestamp & 0xffff_ffffL;
    } else {
      long elapsed = Math.max(0, arrivalMicros - lastArrival);
      long step = paced(timestamp - last);
      long stepMicros = micros(step);
      if (stepMicros < -BACK_MICROS || stepMicros > elapsed + lag + mostAhead) {
        jumps++;
        lag = 0;
        value += Math.max(1, ticks(Math.min(elapsed, MAX_LAG_MICROS)));
      } else {
        lag = Math.clamp(lag + elapsed - stepMicros, 0, MAX_LAG_MICROS);
        value += step;
      }
      mostAhead = AHEAD_MICROS;
    }
    last = timestamp;
    lastArrival = arrivalMicros;
    return value;
  }

  /// A new source: its first timestamp follows ours, whatever it says.
  void restart(int timestamp, long arrivalMicros) {
    if (started) {
      jumps++;
      lag = 0;
      value += Math.max(1, ticks(Math.clamp(arrivalMicros - lastArrival, 0, MAX_LAG_MICROS)));
      last = timestamp;
      lastArrival = arrivalMicros;
    }
  }

  /// The 64-bit time of a timestamp near the last packet's, without moving there.
  long near(int timestamp) {
    return value + paced(timestamp - last);
  }

  boolean started() {
    return started;
  }

  /// Counts every time the line was mended; who keeps a mapping compares it.
  long jumps() {
    return jumps;
  }

  long micros(long ticks) {
    return ticks / clockRate * 1_000_000 + ticks % clockRate * 1_000_000 / clockRate;
  }

  private long paced(int step) {
    return rate == 1 ? step : Math.round(step * rate);
  }

  private long ticks(long micros) {
    return micros * clockRate / 1_000_000;
  }
}
