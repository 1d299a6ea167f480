package nightjar.e2e.crash;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;

/// The machine's clocks, with a wall clock that somebody sets. Safe for any thread because the offset is one atomic.
final class SteppingClock implements Clock {
  private final Clock real = new SystemClock();
  private final AtomicLong offsetMicros = new AtomicLong();

  void step(Duration by) {
    offsetMicros.addAndGet(by.toNanos() / 1_000);
  }

  @Override
  public long wallMicros() {
    return real.wallMicros() + offsetMicros.get();
  }

  @Override
  public long nanos() {
    return real.nanos();
  }

  @Override
  public boolean sleep(Duration duration, Stop stop) {
    return real.sleep(duration, stop);
  }
}
