package nightjar.base.time;

import java.time.Duration;
import java.time.Instant;
import nightjar.base.tasks.Stop;

/// The machine's clocks. Safe for any thread because it has no state.
public final class SystemClock implements Clock {
  @Override
  public long wallMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public boolean sleep(Duration duration, Stop stop) {
    return stop.await(duration);
  }
}
