package nightjar.accounts.throttle;

import java.time.Duration;

/// Something failures are counted for: a few are free, then each doubles the wait, up to `longest`.
public record Lane(String name, int free, Duration longest) {
  Duration waitAfter(int failures) {
    if (failures < free) {
      return Duration.ZERO;
    }
    // 2^20 seconds is beyond every limit; the shift stays small.
    Duration wait = Duration.ofSeconds(1L << Math.min(failures - free, 20));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
