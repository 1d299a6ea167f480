package nightjar.accounts.time;

import java.time.Duration;
import nightjar.accounts.db.Database;
import nightjar.accounts.db.Sql;
import nightjar.base.time.Clock;

/// Microseconds the program has been running in its life, plus what it was off for, as far as that can be believed.
///
/// The wall clock of a recorder may be wrong by years and be put right at any moment. Limits measured on it would end everything at
/// once or never; limits measured here do neither. Time spent off is taken from the wall clock, between nothing and twelve hours:
/// enough that a night without power counts, too little for a dead clock battery to end what was made this morning.
///
/// Safe for any thread because nothing changes after it is made.
public final class SteadyTime {
  static final Duration MOST_TIME_OFF = Duration.ofHours(12);

  private final Clock clock;
  private final long startMicros;
  private final long startNanos;

  private SteadyTime(Clock clock, long startMicros) {
    this.clock = clock;
    this.startMicros = startMicros;
    this.startNanos = clock.nanos();
  }

  public static SteadyTime open(Database database, Clock clock) {
    return database.read(sql -> {
      long saved = sql.number("SELECT value FROM meta WHERE name = 'steady'");
      long wall = sql.number("SELECT value FROM meta WHERE name = 'steady_wall'");
      long off = wall == 0 ? 0 : clock.wallMicros() - wall;
      return new SteadyTime(clock, saved + Math.clamp(off, 0, MOST_TIME_OFF.toNanos() / 1_000));
    });
  }

  public long micros() {
    return startMicros + (clock.nanos() - startNanos) / 1_000;
  }

  public long micros(Duration fromNow) {
    return micros() + fromNow.toNanos() / 1_000;
  }

  public Duration since(long steadyMicros) {
    return Duration.ofNanos((micros() - steadyMicros) * 1_000);
  }

  /// Part of every transaction that stores a steady time, so that no restart goes behind it.
  public void save(Sql sql) {
    set(sql, "steady", micros());
    set(sql, "steady_wall", clock.wallMicros());
  }

  private static void set(Sql sql, String name, long value) {
    sql.update(
        "INSERT INTO meta (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value);
  }
}
