package nightjar.recovery.authority;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.recovery.authority.AuditEntry.Action;

/// What the audit chain says about requests and quotas. It holds nothing of its own.
record Ledger(List<AuditEntry> entries, long nowMicros) {
  private static final int PER_DEVICE = 3;
  private static final int PER_REQUESTER = 5;
  private static final int PER_APPROVER_DAY = 60;
  private static final int PER_APPROVER_HOUR = 8;
  static final int REVEALS = 3;

  Optional<AuditEntry> submitted(String requestId) {
    return entries.stream()
        .filter(e -> e.action() == Action.SUBMITTED && e.requestId().equals(requestId))
        .findFirst();
  }

  /// Whether some other request has shown this device's nonce.
  boolean isOfAnother(String deviceId, String nonce, String requestId) {
    return entries.stream()
        .anyMatch(e ->
            e.action() == Action.SUBMITTED
                && e.deviceId().equals(deviceId)
                && e.nonce().equals(nonce)
                && !e.requestId().equals(requestId));
  }

  int reveals(String requestId) {
    return (int)
        entries.stream()
            .filter(e -> e.action() == Action.ISSUED && e.requestId().equals(requestId))
            .count();
  }

  boolean deviceIsOver(String deviceId) {
    return entries.stream()
            .filter(e -> e.action() == Action.SUBMITTED && e.deviceId().equals(deviceId))
            .filter(e -> isWithin(e, Duration.ofDays(7)))
            .count()
        >= PER_DEVICE;
  }

  boolean requesterIsOver(String requester) {
    return entries.stream()
            .filter(e -> e.action() == Action.SUBMITTED && e.requester().equals(requester))
            .filter(e -> isWithin(e, Duration.ofDays(30)))
            .count()
        >= PER_REQUESTER;
  }

  boolean approverIsOver(String approver) {
    return approvals(approver, Duration.ofDays(1)) >= PER_APPROVER_DAY
        || approvals(approver, Duration.ofHours(1)) >= PER_APPROVER_HOUR;
  }

  /// First reveals only: showing a code again is no new approval.
  private long approvals(String approver, Duration within) {
    return entries.stream()
        .filter(e -> e.action() == Action.ISSUED && e.approvers().contains(approver))
        .filter(e -> isWithin(e, within))
        .map(AuditEntry::requestId)
        .distinct()
        .count();
  }

  private boolean isWithin(AuditEntry entry, Duration time) {
    return nowMicros - entry.micros() < time.toNanos() / 1_000;
  }
}
