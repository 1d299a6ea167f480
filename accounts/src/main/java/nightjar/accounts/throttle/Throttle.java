package nightjar.accounts.throttle;

import java.time.Duration;
import java.util.List;
import nightjar.accounts.db.Sql;
import nightjar.accounts.time.SteadyTime;

/// Counts failures in the database, so that a restart forgives nobody.
///
/// A try is charged *before* the password is looked at and refunded when it was right: a hundred tries at once are counted as a
/// hundred. Counts are forgotten after a day without a failure. The table is bounded: beyond its limit the oldest go first.
/// Owned by whoever is in the database's write transaction.
public final class Throttle {
  private static final Duration MEMORY = Duration.ofHours(24);
  private static final int MOST_ROWS = 20_000;
  private static final int PRUNE_EVERY = 256;

  /// What came of asking to try: wait when it is longer than nothing, else the try was charged.
  ///
  /// @param failures how often the first lane has failed without a success, this try included
  public record Charge(Duration delay, int failures) {
    public boolean granted() {
      return delay.isZero();
    }
  }

  private record Count(int failures, Duration age) {}

  private final SteadyTime steady;
  private int charges;

  public Throttle(SteadyTime steady) {
    this.steady = steady;
  }

  /// Charges every lane, or none when one of them is closed.
  public Charge charge(Sql sql, List<Lane> lanes) {
    Duration wait = Duration.ZERO;
    for (Lane lane : lanes) {
      Count count = count(sql, lane);
      Duration left = lane.waitAfter(count.failures).minus(count.age);
      wait = left.compareTo(wait) > 0 ? left : wait;
    }
    if (!wait.isZero()) {
      return new Charge(wait, count(sql, lanes.getFirst()).failures);
    }
    if (++charges % PRUNE_EVERY == 0) {
      prune(sql);
    }
    for (Lane lane : lanes) {
      set(sql, lane, count(sql, lane).failures + 1);
    }
    steady.save(sql);
    return new Charge(Duration.ZERO, count(sql, lanes.getFirst()).failures);
  }

  /// The try was right: its own lane (the first) starts anew, the shared ones get back what it was charged.
  public void refund(Sql sql, List<Lane> lanes) {
    sql.update("DELETE FROM throttle WHERE name = ?", lanes.getFirst().name());
    unchargeShared(sql, lanes.subList(1, lanes.size()));
  }

  /// The try was not made after all.
  public void uncharge(Sql sql, List<Lane> lanes) {
    unchargeShared(sql, lanes);
  }

  private static void unchargeShared(Sql sql, List<Lane> lanes) {
    for (Lane lane : lanes) {
      sql.update(
          "UPDATE throttle SET failures = failures - 1 WHERE name = ? AND failures > 0",
          lane.name());
    }
  }

  private Count count(Sql sql, Lane lane) {
    return sql.first(
            "SELECT failures, last_steady FROM throttle WHERE name = ?",
            row -> new Count(row.getInt(1), steady.since(row.getLong(2))),
            lane.name())
        .filter(count -> count.age.compareTo(MEMORY) < 0)
        .orElse(new Count(0, Duration.ZERO));
  }

  private void set(Sql sql, Lane lane, int failures) {
    sql.update(
        "INSERT INTO throttle (name, failures, last_steady) VALUES (?, ?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET"
            + " failures = excluded.failures, last_steady = excluded.last_steady",
        lane.name(),
        failures,
        steady.micros());
  }

  private void prune(Sql sql) {
    sql.update("DELETE FROM throttle WHERE last_steady < ?", steady.micros(MEMORY.negated()));
    long over = sql.number("SELECT count(*) FROM throttle") - MOST_ROWS;
    if (over > 0) {
      sql.update(
          "DELETE FROM throttle WHERE name IN"
              + " (SELECT name FROM throttle ORDER BY last_steady LIMIT ?)",
          over);
    }
  }
}
