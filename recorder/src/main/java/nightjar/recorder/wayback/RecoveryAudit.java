package nightjar.recorder.wayback;

import java.util.Map;
import nightjar.accounts.audit.AuditLog;
import nightjar.accounts.audit.Entry;
import nightjar.base.log.Event;
import nightjar.base.log.EventLog;
import nightjar.recovery.device.RecoveryEvent;

/// Writes what happens at the console into the accounts' audit log as well, where the owner sees it after the next sign-in.
/// Safe for any thread because the audit log is.
record RecoveryAudit(AuditLog audit, EventLog log) implements EventLog {
  private static final Map<Event, String> ACTS =
      Map.of(
          RecoveryEvent.RECOVERY_STARTED, "recovery.start",
          RecoveryEvent.RECOVERY_WRONG_CODE, "recovery.wrong",
          RecoveryEvent.RECOVERY_ENDED, "recovery.end");

  @Override
  public void log(Event event, String subject, String detail) {
    log.log(event, subject, detail);
    String act = ACTS.get(event);
    if (act != null) {
      Entry.Outcome outcome =
          event == RecoveryEvent.RECOVERY_WRONG_CODE ? Entry.Outcome.REFUSED : Entry.Outcome.DONE;
      audit.record(new Entry("console", "console", act, "", "console", outcome, detail));
    }
  }
}
