package nightjar.media.rtp;

import nightjar.base.time.Clock;

/// When the bytes at hand were read from the socket: asked of the clock once per read, not per packet.
///
/// Monotonic time and the distance to wall time are kept apart, so that a step of our own clock (NTP) moves every track's wall
/// time at once and no track's media time at all. Owned by the session's thread.
public final class Arrival {
  /// Between the two questions to the clock the thread may lose the processor: smaller differences are averaged away.
  private static final long STEP_MICROS = 100_000;

  private final Clock clock;
  private long monotonicMicros;
  private long wallMinusMonotonic;
  private boolean prompt = true;

  public Arrival(Clock clock) {
    this.clock = clock;
    monotonicMicros = clock.nanos() / 1_000;
    wallMinusMonotonic = clock.wallMicros() - monotonicMicros;
  }

  /// Whether the reader was waiting when the bytes came, so that they are no older than now; or let them gather first.
  public void prompt(boolean prompt) {
    this.prompt = prompt;
  }

  boolean prompt() {
    return prompt;
  }

  /// It is now.
  public void update() {
    monotonicMicros = clock.nanos() / 1_000;
    long distance = clock.wallMicros() - monotonicMicros - wallMinusMonotonic;
    wallMinusMonotonic += Math.abs(distance) > STEP_MICROS ? distance : distance / 16;
  }

  public long monotonicMicros() {
    return monotonicMicros;
  }

  long wallMinusMonotonic() {
    return wallMinusMonotonic;
  }

  public long wallMicros() {
    return monotonicMicros + wallMinusMonotonic;
  }
}
