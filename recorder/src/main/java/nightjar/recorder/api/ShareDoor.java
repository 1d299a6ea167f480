package nightjar.recorder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.time.Clock;

/// Slows down who opens many links, or guesses a link's password. A link's token is 256 random bits and needs no guard; what is guarded is
/// the password, and the work. Forgotten with the program, which nobody outside can end. Safe for any thread because its methods are
/// synchronized.
final class ShareDoor {
  private static final int OPENINGS_A_MINUTE = 20;
  private static final int FREE_GUESSES = 5;
  private static final long SECOND = 1_000_000_000L;
  private static final int LONGEST_WAIT_SHIFT = 10;
  private static final int MOST = 5_000;

  private record Count(int tries, long sinceNanos) {}

  private final Clock clock;
  private final Map<String, Count> addresses = bounded();
  private final Map<String, Count> guesses = bounded();

  ShareDoor(Clock clock) {
    this.clock = clock;
  }

  private static Map<String, Count> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
        return size() > MOST;
      }
    };
  }

  /// A [Refusal] at the twenty-first opening within a minute.
  synchronized void knock(String address) {
    long now = clock.nanos();
    Count before = addresses.getOrDefault(address, new Count(0, now));
    Count running = now - before.sinceNanos >= 60 * SECOND ? new Count(0, now) : before;
    Count count = new Count(running.tries + 1, running.sinceNanos);
    addresses.put(address, count);
    if (count.tries > OPENINGS_A_MINUTE) {
      throw slow(60 * SECOND - (now - count.sinceNanos));
    }
  }

  /// Charged before it is known whether it is right; after five each costs twice the wait of the one before, up to 17 minutes.
  synchronized void guess(String link) {
    long now = clock.nanos();
    Count before = guesses.getOrDefault(link, new Count(0, now));
    if (before.tries >= FREE_GUESSES) {
      long wait = SECOND << Math.min(before.tries - FREE_GUESSES, LONGEST_WAIT_SHIFT);
      if (now - before.sinceNanos < wait) {
        throw slow(wait - (now - before.sinceNanos));
      }
    }
    guesses.put(link, new Count(before.tries + 1, now));
  }

  synchronized void right(String link) {
    guesses.remove(link);
  }

  private static Refusal slow(long nanos) {
    return Refusal.later(
        Problems.SLOW_DOWN, "Too many tries.", Math.clamp(nanos / SECOND + 1, 1, 3_600));
  }
}
