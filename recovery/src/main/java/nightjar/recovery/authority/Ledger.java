package nightjar.recovery.authority;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the audit chain says about requests and quotas, found without reading it again. It holds nothing of its own: every line goes
/// through [#add], when the chain is opened and when it grows, and so a question costs the same after a hundred requests and a million.
/// Owned by [Authority], under its lock.
final class Ledger {
  private static final int PER_DEVICE = 3;
  private static final int PER_REQUESTER = 5;
  private static final int PER_APPROVER_DAY = 60;
  private static final int PER_APPROVER_HOUR = 8;
  static final int REVEALS = 3;

  private final Map<String, AuditEntry> submitted = new HashMap<>();
  private final Map<String, Book.Issue> issued = new LinkedHashMap<>();
  private final Map<List<String>, Set<String>> nonces = new HashMap<>();
  private final Times devices = new Times();
  private final Times requesters = new Times();
  private final Times approvers = new Times();

  /// Requests by who or what they concern and by time. Ordered by time and not by line, because a wall clock can be set back.
  private static final class Times {
    private final Map<String, NavigableMap<Long, Set<String>>> all = new HashMap<>();

    void add(String whose, AuditEntry entry) {
      all.computeIfAbsent(whose, _ -> new TreeMap<>())
          .computeIfAbsent(entry.micros(), _ -> new HashSet<>(2))
          .add(entry.requestId());
    }

    /// How many different requests within this time up to now.
    long count(String whose, Duration within, long now) {
      return all
          .getOrDefault(whose, new TreeMap<>())
          .tailMap(now - within.toNanos() / 1_000, false)
          .values()
          .stream()
          .flatMap(Set::stream)
          .distinct()
          .count();
    }
  }

  void add(AuditEntry entry) {
    switch (entry.action()) {
      case SUBMITTED -> {
        submitted.putIfAbsent(entry.requestId(), entry);
        nonces
            .computeIfAbsent(List.of(entry.deviceId(), entry.nonce()), _ -> new HashSet<>(2))
            .add(entry.requestId());
        devices.add(entry.deviceId(), entry);
        requesters.add(entry.requester(), entry);
      }
      case ISSUED -> {
        var first =
            new Book.Issue(entry.requestId(), entry.deviceId(), entry.nonce(), 1, entry.micros());
        issued.merge(entry.requestId(), first, (before, _) -> before.again(entry.micros()));
        entry.approvers().forEach(approver -> approvers.add(approver, entry));
      }
      case REFUSED -> {}
    }
  }

  Optional<AuditEntry> submitted(String requestId) {
    return Optional.ofNullable(submitted.get(requestId));
  }

  /// Whether some other request has shown this device's nonce.
  boolean isOfAnother(String deviceId, String nonce, String requestId) {
    return nonces.getOrDefault(List.of(deviceId, nonce), Set.of()).stream()
        .anyMatch(id -> !id.equals(requestId));
  }

  int reveals(String requestId) {
    Book.Issue issue = issued.get(requestId);
    return issue == null ? 0 : issue.codes();
  }

  /// By request, in the order of their first codes.
  List<Book.Issue> issues() {
    return List.copyOf(issued.values());
  }

  boolean deviceIsOver(String deviceId, long now) {
    return devices.count(deviceId, Duration.ofDays(7), now) >= PER_DEVICE;
  }

  boolean requesterIsOver(String requester, long now) {
    return requesters.count(requester, Duration.ofDays(30), now) >= PER_REQUESTER;
  }

  /// Showing a code again is no new approval.
  boolean approverIsOver(String approver, long now) {
    return approvers.count(approver, Duration.ofDays(1), now) >= PER_APPROVER_DAY
        || approvers.count(approver, Duration.ofHours(1), now) >= PER_APPROVER_HOUR;
  }
}
