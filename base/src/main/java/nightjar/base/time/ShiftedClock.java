package nightjar.base.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.tasks.Stop;

/// Another clock, some time ahead of it: for trying out what otherwise takes days. Waiting takes as long as ever.
/// Safe for any thread because the shift is one atomic.
public final class ShiftedClock implements Clock {
  private final Clock real;
  private final AtomicLong aheadNanos = new AtomicLong();

  public ShiftedClock(Clock real) {
    this.real = real;
  }

  /// Both times jump ahead together.
  public void skip(Duration duration) {
    aheadNanos.addAndGet(duration.toNanos());
  }

  @Override
  public long wallMicros() {
    return real.wallMicros() + aheadNanos.get() / 1_000;
  }

  @Override
  public long nanos() {
    return real.nanos() + aheadNanos.get();
  }

  @Override
  public boolean sleep(Duration duration, Stop stop) {
    return real.sleep(duration, stop);
  }
}
