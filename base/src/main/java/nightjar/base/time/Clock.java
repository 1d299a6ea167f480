package nightjar.base.time;

import java.time.Duration;
import nightjar.base.tasks.Stop;

/// The only way product code learns or waits for time.
///
/// Wall time may step in either direction at any moment; [#nanos] never does. Implementations are safe for any thread.
public interface Clock {
  /// Microseconds since 1970-01-01T00:00:00Z, as the machine believes.
  long wallMicros();

  /// Monotonic nanoseconds from an arbitrary origin; only differences mean anything.
  long nanos();

  /// Waits for `duration` or until `stop` is requested; true when it was.
  boolean sleep(Duration duration, Stop stop);
}
