package nightjar.base.http;

import java.time.Duration;

/// A kind of work of which only so many are done at once. The next one waits its turn for `patience`, and is then told to come back
/// later; at once if [#LINE] for each place wait already.
public record Work(String name, int permits, Duration patience) {
  /// How many may wait for each that is done.
  static final int LINE = 16;

  /// Work for which nobody waits.
  public Work(String name, int permits) {
    this(name, permits, Duration.ZERO);
  }

  /// How many places one person, or one stranger's address, may hold: of eight or more an eighth is always for others. Where people wait in
  /// line, the line is fair.
  int each() {
    return patience.isZero() ? permits - permits / 8 : Integer.MAX_VALUE;
  }
}
