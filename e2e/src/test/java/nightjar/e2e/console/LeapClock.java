package nightjar.e2e.console;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;

/// This machine's time, and leaps forward when told. Safe for any thread because the leap is atomic.
final class LeapClock implements Clock {
  private final Clock real = new SystemClock();
  private final AtomicLong leapNanos = new AtomicLong();

  void leap(Duration by) {
    leapNanos.addAndGet(by.toNanos());
  }

  @Override
  public long wallMicros() {
    return real.wallMicros() + leapNanos.get() / 1_000;
  }

  @Override
  public long nanos() {
    return real.nanos() + leapNanos.get();
  }

  @Override
  public boolean sleep(Duration duration, Stop stop) {
    return real.sleep(duration, stop);
  }
}
