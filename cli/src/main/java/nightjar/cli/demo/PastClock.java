package nightjar.cli.demo;

import java.time.Duration;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;

/// The wall time of a past that is being made; durations are the machine's. Safe for any thread because its one field is volatile,
/// and one thread writes it.
final class PastClock implements Clock {
  private final Clock machine;
  private volatile long wallMicros;

  PastClock(Clock machine, long wallMicros) {
    this.machine = machine;
    this.wallMicros = wallMicros;
  }

  void set(long micros) {
    wallMicros = micros;
  }

  @Override
  public long wallMicros() {
    return wallMicros;
  }

  @Override
  public long nanos() {
    return machine.nanos();
  }

  @Override
  public boolean sleep(Duration duration, Stop stop) {
    return machine.sleep(duration, stop);
  }
}
