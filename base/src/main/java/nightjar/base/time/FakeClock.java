package nightjar.base.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.tasks.Stop;

/// A clock that moves only when told, or when somebody sleeps on it: a sleep returns at once with time moved on.
///
/// Safe for any thread because each clock is one atomic.
public final class FakeClock implements Clock {
  private final AtomicLong wallMicros;
  private final AtomicLong nanos = new AtomicLong();

  public FakeClock(Instant start) {
    wallMicros = new AtomicLong(start.toEpochMilli() * 1_000);
  }

  /// Both clocks move on together.
  public void advance(Duration duration) {
    wallMicros.addAndGet(duration.toNanos() / 1_000);
    nanos.addAndGet(duration.toNanos());
  }

  /// Wall time alone jumps, as when NTP corrects the machine.
  public void stepWall(Duration by) {
    wallMicros.addAndGet(by.toNanos() / 1_000);
  }

  @Override
  public long wallMicros() {
    return wallMicros.get();
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public boolean sleep(Duration duration, Stop stop) {
    if (stop.requested()) {
      return true;
    }
    advance(duration);
    return false;
  }
}
