package nightjar.cameras.session;

import java.time.Duration;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;

/// How long to wait before the next try. Owned by the camera's thread.
///
/// 1 s, 2 s, 4 s, up to 30 s, each shortened by up to half at random so that cameras behind one switch do not come back in
/// step. Only a session that lasted a minute begins the row anew: a camera with one slot that plays for a moment and drops us
/// would otherwise be asked every second (quirk 63).
final class Backoff {
  static final Duration LASTING = Duration.ofMinutes(1);

  private static final long FIRST_MILLIS = 1_000;
  private static final long MOST_MILLIS = 30_000;

  /// After a brief success or a refusal: what ESP32-class cameras need to free their slot (MiBeeNvr PR #712).
  private static final long FLOOR_MILLIS = 5_000;

  /// What a person must change first is asked for rarely.
  private static final long RARELY_MILLIS = 60_000;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  int failures() {
    return failures;
  }

  /// The wait after a try that played for `played`, zero when it never did.
  Duration next(Duration played, Fault.Kind kind) {
    if (played.compareTo(LASTING) >= 0) {
      failures = 0;
    }
    long millis = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures, 10));
    failures++;
    millis -= random.nextLong(millis / 2);
    boolean brief = played.isPositive() && played.compareTo(LASTING) < 0;
    boolean slots = kind == Fault.Kind.REFUSED || kind == Fault.Kind.BUSY;
    if (brief || slots) {
      millis = Math.max(millis, FLOOR_MILLIS);
    }
    return Duration.ofMillis(needsAPerson(kind) ? Math.max(millis, RARELY_MILLIS) : millis);
  }

  private static boolean needsAPerson(Fault.Kind kind) {
    return switch (kind) {
      case UNSUPPORTED, INVALID, NOT_FOUND, UNAUTHENTICATED -> true;
      case UNREACHABLE, REFUSED, PROTOCOL, WITHHELD, BUSY, EXHAUSTED, DISK, CORRUPT -> false;
    };
  }
}
