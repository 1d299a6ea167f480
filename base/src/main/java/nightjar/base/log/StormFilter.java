package nightjar.base.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.base.time.Clock;
import org.jspecify.annotations.Nullable;

/// Counts a storm instead of printing it: of one event about one subject at most one line in `quiet` passes, with the number
/// of those held back and the newest detail. Safe for any thread because each subject's state is replaced atomically.
public final class StormFilter implements EventLog {
  private record Key(Event event, String subject) {}

  private record Held(long lastNanos, int count) {}

  private final EventLog next;
  private final Clock clock;
  private final long quietNanos;
  private final Map<Key, Held> held = new ConcurrentHashMap<>();

  public StormFilter(EventLog next, Clock clock, Duration quiet) {
    this.next = next;
    this.clock = clock;
    this.quietNanos = quiet.toNanos();
  }

  @Override
  public void log(Event event, String subject, String detail) {
    long now = clock.nanos();
    int[] repeats = {-1};
    held.compute(
        new Key(event, subject),
        (_, before) -> {
          if (before != null && now - before.lastNanos < quietNanos) {
            return new Held(before.lastNanos, before.count + 1);
          }
          repeats[0] = countOf(before);
          return new Held(now, 0);
        });
    if (repeats[0] == 0) {
      next.log(event, subject, detail);
    } else if (repeats[0] > 0) {
      next.log(event, subject, detail + " (and " + repeats[0] + " more since the last line)");
    }
  }

  private static int countOf(@Nullable Held before) {
    return before == null ? 0 : before.count;
  }
}
