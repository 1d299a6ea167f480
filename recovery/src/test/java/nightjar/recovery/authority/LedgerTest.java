package nightjar.recovery.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import nightjar.recovery.authority.AuditEntry.Action;
import org.junit.jupiter.api.Test;

/// The index against the whole chain, read from its start for every question.
class LedgerTest {
  @Test
  void indexAnswersWhatTheWholeChainSays() {
    for (long seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var ledger = new Ledger();
      List<AuditEntry> chain = new ArrayList<>();
      long now = 0;
      for (int line = 1; line <= 400; line++) {
        // Sometimes back: a wall clock is set.
        now += Duration.ofMinutes(random.nextInt(-600, 1_500)).toNanos() / 1_000;
        var entry = entry(random, line, now);
        chain.add(entry);
        ledger.add(entry);
        compare(ledger, chain, now, random, "seed " + seed + ", line " + line);
      }
    }
  }

  private static AuditEntry entry(Random random, int line, long now) {
    Action action = List.of(Action.values()).get(random.nextInt(3));
    List<String> approvers = random.nextBoolean() ? List.of("a", "b") : List.of("a");
    return new AuditEntry(
        line,
        now,
        action,
        "R-" + random.nextInt(60),
        "D" + random.nextInt(5),
        "N" + random.nextInt(20),
        "P" + random.nextInt(4),
        action == Action.ISSUED ? approvers : List.of(),
        0,
        "",
        "",
        "");
  }

  private static void compare(
      Ledger ledger, List<AuditEntry> chain, long now, Random random, String where) {
    String request = "R-" + random.nextInt(60);
    String device = "D" + random.nextInt(5);
    String nonce = "N" + random.nextInt(20);
    String person = "P" + random.nextInt(4);
    assertThat(ledger.submitted(request))
        .as(where)
        .isEqualTo(chain.stream().filter(e -> is(e, Action.SUBMITTED, request)).findFirst());
    assertThat(ledger.reveals(request))
        .as(where)
        .isEqualTo((int) chain.stream().filter(e -> is(e, Action.ISSUED, request)).count());
    assertThat(ledger.isOfAnother(device, nonce, request))
        .as(where)
        .isEqualTo(
            chain.stream()
                .filter(e -> e.action() == Action.SUBMITTED)
                .filter(e -> e.deviceId().equals(device) && e.nonce().equals(nonce))
                .anyMatch(e -> !e.requestId().equals(request)));
    assertThat(ledger.deviceIsOver(device, now))
        .as(where)
        .isEqualTo(
            requests(chain, Action.SUBMITTED, e -> e.deviceId().equals(device), now, 7 * 24) >= 3);
    assertThat(ledger.requesterIsOver(person, now))
        .as(where)
        .isEqualTo(
            requests(chain, Action.SUBMITTED, e -> e.requester().equals(person), now, 30 * 24)
                >= 5);
    assertThat(ledger.approverIsOver("b", now))
        .as(where)
        .isEqualTo(
            requests(chain, Action.ISSUED, e -> e.approvers().contains("b"), now, 24) >= 60
                || requests(chain, Action.ISSUED, e -> e.approvers().contains("b"), now, 1) >= 8);
  }

  private static boolean is(AuditEntry entry, Action action, String request) {
    return entry.action() == action && entry.requestId().equals(request);
  }

  private static long requests(
      List<AuditEntry> chain, Action action, Predicate<AuditEntry> whose, long now, int hours) {
    return chain.stream()
        .filter(e -> e.action() == action)
        .filter(whose)
        .filter(e -> now - e.micros() < Duration.ofHours(hours).toNanos() / 1_000)
        .map(AuditEntry::requestId)
        .distinct()
        .count();
  }
}
