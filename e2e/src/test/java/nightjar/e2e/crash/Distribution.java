package nightjar.e2e.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Times that were measured, in microseconds, for a person to read. Safe for any thread because it is locked.
final class Distribution {
  private final String what;
  private final List<Long> micros = new ArrayList<>();

  Distribution(String what) {
    this.what = what;
  }

  synchronized void add(long one) {
    micros.add(one);
    micros.sort(null);
  }

  synchronized long max() {
    return micros.isEmpty() ? 0 : micros.getLast();
  }

  private double seconds(int percent) {
    return micros.get((micros.size() - 1) * percent / 100) / 1e6;
  }

  @Override
  public synchronized String toString() {
    if (micros.isEmpty()) {
      return what + ": never";
    }
    return String.format(
        Locale.ROOT,
        "%s: p50 %.3f s, p99 %.3f s, max %.3f s of %d",
        what,
        seconds(50),
        seconds(99),
        max() / 1e6,
        micros.size());
  }
}
