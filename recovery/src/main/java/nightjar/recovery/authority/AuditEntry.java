package nightjar.recovery.authority;

import java.util.List;

/// One line of the audit chain. `prev` is the SHA-256 of the line before, in hexadecimal; zeros in front of the first.
///
/// It holds no name and no code: `requester` and `code` are keyed hashes.
record AuditEntry(
    long seq,
    long micros,
    Action action,
    String requestId,
    String deviceId,
    String nonce,
    String requester,
    List<String> approvers,
    int tick,
    String detail,
    String code,
    String prev) {
  enum Action {
    SUBMITTED,
    ISSUED,
    REFUSED
  }

  AuditEntry {
    approvers = List.copyOf(approvers);
  }
}
