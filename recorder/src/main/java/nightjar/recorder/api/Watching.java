package nightjar.recorder.api;

import java.util.Optional;
import nightjar.accounts.Accounts;
import nightjar.accounts.Caller;
import nightjar.accounts.rights.Act;

/// Somebody who watches a camera live, and whether they still may: the sign-in must last, and so must the right.
/// Owned by the thread that sends to them.
final class Watching {
  enum Verdict {
    ALLOWED,
    SESSION_ENDED,
    RIGHT_LOST
  }

  private final Accounts accounts;
  private Caller caller;
  private final String camera;
  private long revision;

  Watching(Accounts accounts, Caller caller, String camera) {
    this.accounts = accounts;
    this.caller = caller;
    this.camera = camera;
    this.revision = accounts.revision();
  }

  Verdict verdict() {
    long current = accounts.revision();
    if (current != revision) {
      revision = current;
      Optional<Caller> now = accounts.renewed(caller);
      if (now.isEmpty()) {
        return Verdict.SESSION_ENDED;
      }
      caller = now.get();
    }
    return accounts.may(caller, Act.LIVE, camera).allowed() ? Verdict.ALLOWED : Verdict.RIGHT_LOST;
  }
}
