package nightjar.recorder.wayback;

import java.time.Duration;
import nightjar.accounts.Witnesses;
import nightjar.accounts.audit.AuditLog;
import nightjar.accounts.audit.Entry;
import nightjar.recorder.vault.Vault;
import nightjar.recovery.device.Footage;

/// The recorder's footage as recovery sees it; what is done to it is in the audit log too. Safe for any thread because its parts are.
record KeptFootage(Vault vault, AuditLog audit, Witnesses witnesses) implements Footage {
  @Override
  public Loss loss() {
    Vault.Loss loss = vault.loss();
    return new Loss(loss.cameras(), loss.days());
  }

  @Override
  public void quarantine(Duration duration) {
    vault.quarantine(duration, witnesses.marks());
    record("reset.quarantine", duration.toHours() + " hours");
  }

  @Override
  public void erase() {
    Loss loss = loss();
    record("reset.erase.begin", loss.days() + " days of " + loss.cameras() + " cameras");
    vault.erase();
    record("reset.erase", "every recording and export");
  }

  /// The quarantine ended by itself.
  void shownAgain() {
    record("reset.quarantine.end", "the time is over");
  }

  private void record(String act, String detail) {
    audit.record(new Entry("console", "console", act, "", "console", Entry.Outcome.DONE, detail));
  }
}
