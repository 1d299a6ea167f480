package nightjar.store.read;

import java.time.Instant;
import nightjar.base.Fault;

/// What of the past may not be read for the moment, whatever is recorded of it. Every reader of a store asks it, so it is the one
/// place where footage is withheld; recording and retention do not.
///
/// A span that was found before the curtain fell reads nothing more. Safe for any thread because its one value is replaced whole.
public final class Curtain {
  /// @param fallen how often it has fallen until now
  /// @param before files that begin before this are not read, in microseconds since 1970 UTC
  /// @param until when that is expected to end, in the same
  private record State(long fallen, long before, long until) {}

  private volatile State state = new State(0, Long.MIN_VALUE, 0);

  /// Withholds what was recorded before `beforeMicros`, until [#lift]; `untilMicros` is what people are told.
  public synchronized void fall(long beforeMicros, long untilMicros) {
    state = new State(state.fallen() + 1, beforeMicros, untilMicros);
  }

  /// The end comes at another time than was told.
  public synchronized void expect(long untilMicros) {
    state = new State(state.fallen(), state.before(), untilMicros);
  }

  public synchronized void lift() {
    state = new State(state.fallen(), Long.MIN_VALUE, 0);
  }

  /// Whether anything is withheld.
  public boolean isDown() {
    return state.before() != Long.MIN_VALUE;
  }

  /// Files that begin before this are not read; the smallest number there is when nothing is withheld.
  public long beforeMicros() {
    return state.before();
  }

  public long untilMicros() {
    return state.until();
  }

  /// What [#check] wants to be shown later.
  long ticket() {
    return state.fallen();
  }

  /// Throws when it has fallen since the ticket was drawn.
  void check(long ticket) {
    State now = state;
    if (now.fallen() != ticket) {
      throw withheld(now);
    }
  }

  /// Throws WITHHELD for a copy of footage from `fromMicros` on that was taken out before.
  public void allow(long fromMicros) {
    State now = state;
    if (fromMicros < now.before()) {
      throw withheld(now);
    }
  }

  /// Why nothing is shown of a stretch that ends at or before [#beforeMicros].
  Fault withheld() {
    return withheld(state);
  }

  private static Fault withheld(State now) {
    return now.before() == Long.MIN_VALUE
        ? Fault.of(Fault.Kind.NOT_FOUND, "footage of that time is gone", "")
        : Fault.of(
            Fault.Kind.WITHHELD,
            "footage of before "
                + time(now.before())
                + " is withheld, because the password was replaced with the maker's help",
            "It can be seen and taken out again from about "
                + time(now.until())
                + " on. Live pictures and recording go on.");
  }

  private static Instant time(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
  }
}
