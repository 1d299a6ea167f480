package nightjar.accounts;

import java.util.Optional;
import nightjar.accounts.rights.Rights;
import nightjar.accounts.rights.SiteAct;

/// The checks before a change.
final class Guard {
  private final Ground ground;

  Guard(Ground ground) {
    this.ground = ground;
  }

  /// Why the caller may not do what wants `act` and a fresh proof; empty when they may.
  <T> Optional<Outcome<T>> against(Caller caller, SiteAct act) {
    return Rights.may(caller.subject(), act, ground.now())
        ? stale(caller)
        : Optional.of(new Outcome.NotAllowed<>());
  }

  /// Why the caller may not change their own ways in: only a person in a session may, who proved it lately.
  <T> Optional<Outcome<T>> againstOwn(Caller caller) {
    return caller.via() == Caller.Via.SESSION
        ? stale(caller)
        : Optional.of(new Outcome.NotAllowed<>());
  }

  private static <T> Optional<Outcome<T>> stale(Caller caller) {
    return caller.recent() || caller.via() == Caller.Via.CONSOLE
        ? Optional.empty()
        : Optional.of(new Outcome.ProofNeeded<>());
  }
}
