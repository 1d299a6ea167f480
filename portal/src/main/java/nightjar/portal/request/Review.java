package nightjar.portal.request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightjar.accounts.Caller;
import nightjar.accounts.db.Sql;
import nightjar.portal.mail.Letters.Kind;
import nightjar.recovery.authority.AuthorityDesk.Answer;
import nightjar.recovery.authority.AuthorityDesk.Ask;
import nightjar.recovery.authority.AuthorityDesk.Is;
import nightjar.recovery.authority.AuthorityRequest.Approval;

/// What reviewers can do: take a case at random, look, decide. They never see a code, and cannot pick.
/// Safe for any thread because the requests are.
public final class Review {
  private static final Duration LEASE = Duration.ofMinutes(30);
  private static final int LONGEST_NOTE = 1_000;

  private static final int WINDOW = 20;

  /// Some that wait, from a drawn number on, and whether each is for this reviewer: not with another, not declared a conflict, not
  /// decided by this one already, not their own. A window first, so that it costs the same however many wait.
  static final String WINDOW_FROM =
      "SELECT r.id, r.draw, NOT EXISTS (SELECT 1 FROM assignment a WHERE a.request = r.id"
          + " AND a.until_us > ? AND a.reviewer <> ?)"
          + " AND NOT EXISTS (SELECT 1 FROM conflict c WHERE c.request = r.id AND c.reviewer = ?)"
          + " AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.request = r.id AND d.reviewer = ?"
          + " AND d.verdict = 'APPROVE')"
          + " AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = r.customer AND lower(p.name) = lower(?))"
          + " FROM (SELECT id, draw, customer FROM request WHERE state IN ('IN_REVIEW', 'APPROVED_1')"
          + " AND draw >= ? ORDER BY draw LIMIT "
          + WINDOW
          + ") r ORDER BY r.draw";

  static final String MINE =
      "SELECT a.request FROM assignment a JOIN request r ON r.id = a.request WHERE a.reviewer = ?"
          + " AND a.until_us > ? AND r.state IN ('IN_REVIEW', 'APPROVED_1') LIMIT 1";

  public enum Verdict {
    APPROVE,
    ASK,
    REJECT,
    ESCALATE
  }

  /// What came of a decision.
  public sealed interface Outcome {
    record Done(State state) implements Outcome {}

    /// The case is not this reviewer's, or moved meanwhile.
    record NotYours() implements Outcome {}

    /// The authority would not count this approval.
    record NotCounted(String reason) implements Outcome {}
  }

  public record Counts(long waiting, long coolingOff, long ready, long today) {}

  private final Ground ground;
  private final Requests requests;
  private final Notices notices;

  public Review(Ground ground, Requests requests, Notices notices) {
    this.ground = ground;
    this.requests = requests;
    this.notices = notices;
  }

  public Counts counts() {
    long day = ground.now() - Ground.micros(Duration.ofDays(1));
    return ground
        .database()
        .read(sql ->
            new Counts(
                sql.number(
                    "SELECT count(*) FROM request WHERE state IN ('IN_REVIEW', 'APPROVED_1')"),
                sql.number("SELECT count(*) FROM request WHERE state = 'COOLING_OFF'"),
                sql.number("SELECT count(*) FROM request WHERE state IN ('READY', 'REVEALED')"),
                sql.number("SELECT count(*) FROM decision WHERE at_us > ?", day)));
  }

  /// The case this reviewer has, or one at random of those that wait; empty when there is none for them.
  public Optional<RecoveryRequest> next(Caller reviewer) {
    String id = reviewer.subject().id();
    return ground
        .audit()
        .write(sql -> {
          long now = ground.now();
          Optional<String> mine = sql.first(MINE, row -> row.getString(1), id, now);
          Optional<String> chosen = mine.or(() -> atRandom(sql, reviewer, now));
          chosen.ifPresent(request -> assign(sql, reviewer, request, now, mine.isEmpty()));
          return chosen.flatMap(request -> requests.find(sql, request));
        });
  }

  private record Waiting(String id, double draw, boolean free) {}

  /// Every request has a number that was drawn for it: the first for this reviewer from a number drawn now on, or else the first of
  /// all.
  private Optional<String> atRandom(Sql sql, Caller reviewer, long now) {
    return firstFrom(sql, reviewer, now, ground.random().nextDouble())
        .or(() -> firstFrom(sql, reviewer, now, 0));
  }

  private static Optional<String> firstFrom(Sql sql, Caller reviewer, long now, double from) {
    String id = reviewer.subject().id();
    double next = from;
    while (true) {
      List<Waiting> some =
          sql.query(
              WINDOW_FROM,
              row -> new Waiting(row.getString(1), row.getDouble(2), row.getBoolean(3)),
              now,
              id,
              id,
              id,
              reviewer.subject().name(),
              next);
      Optional<String> free = some.stream().filter(Waiting::free).map(Waiting::id).findFirst();
      if (free.isPresent() || some.size() < WINDOW) {
        return free;
      }
      next = Math.nextUp(some.getLast().draw);
    }
  }

  private void assign(Sql sql, Caller reviewer, String request, long now, boolean fresh) {
    sql.update(
        "INSERT INTO assignment (request, reviewer, until_us) VALUES (?, ?, ?)"
            + " ON CONFLICT (request) DO UPDATE SET reviewer = excluded.reviewer,"
            + " until_us = excluded.until_us",
        request,
        reviewer.subject().id(),
        now + Ground.micros(LEASE));
    if (fresh) {
      ground.audit().append(sql, Who.of(reviewer).did("review.take", request, ""));
    }
  }

  /// The case, while it is this reviewer's and waits for a decision.
  public Optional<RecoveryRequest> mine(Caller reviewer, String id) {
    return ground.database().read(sql -> mine(sql, reviewer, id));
  }

  private Optional<RecoveryRequest> mine(Sql sql, Caller reviewer, String id) {
    long own =
        sql.number(
            "SELECT count(*) FROM assignment WHERE request = ? AND reviewer = ? AND until_us > ?",
            id,
            reviewer.subject().id(),
            ground.now());
    return own == 0
        ? Optional.empty()
        : requests
            .find(sql, id)
            .filter(r -> r.state() == State.IN_REVIEW || r.state() == State.APPROVED_1);
  }

  /// Gives the case back; with `conflict` it never comes to this reviewer again.
  public void giveBack(Caller reviewer, String id, boolean conflict) {
    ground
        .audit()
        .write(sql -> {
          if (conflict && mine(sql, reviewer, id).isPresent()) {
            sql.update(
                "INSERT INTO conflict (request, reviewer) VALUES (?, ?) ON CONFLICT DO NOTHING",
                id,
                reviewer.subject().id());
            ground.audit().append(sql, Who.of(reviewer).did("review.conflict", id, ""));
          }
          return sql.update(
              "DELETE FROM assignment WHERE request = ? AND reviewer = ?",
              id,
              reviewer.subject().id());
        });
  }

  /// What a reviewer says of a case.
  ///
  /// @param approver the reviewer's name in the authority's registry
  /// @param assertion the passkey's answer over the statement; empty for every verdict but approval
  public record Decision(
      Verdict verdict, List<String> reasons, String note, String approver, String assertion) {
    public Decision {
      reasons = List.copyOf(reasons);
      note = Typed.lines(note, LONGEST_NOTE);
    }
  }

  public Outcome decide(Caller reviewer, String id, Decision decision) {
    Optional<RecoveryRequest> mine = mine(reviewer, id);
    if (mine.isEmpty()) {
      return new Outcome.NotYours();
    }
    if (decision.verdict == Verdict.APPROVE) {
      Optional<String> not = notCounted(mine.get(), decision);
      if (not.isPresent()) {
        return new Outcome.NotCounted(not.get());
      }
    }
    try {
      return ground.audit().write(sql -> decided(sql, reviewer, mine.get(), decision));
    } catch (Requests.Stale e) {
      return new Outcome.NotYours();
    }
  }

  /// Asked of the authority now, so that nobody learns after the cool-down that a signature does not count.
  private Optional<String> notCounted(RecoveryRequest request, Decision decision) {
    List<Approval> approvals =
        Stream.concat(
                ground.database().read(sql -> Asking.approvals(sql, request)).stream(),
                Stream.of(new Approval(decision.approver, decision.assertion)))
            .toList();
    Answer answer = ground.authority().ask(Ask.CHECK, Progress.question(request, approvals, ""));
    return answer.is() == Is.SUBMITTED ? Optional.empty() : Optional.of(answer.text());
  }

  private Outcome decided(Sql sql, Caller reviewer, RecoveryRequest request, Decision decision) {
    sql.update(
        "INSERT INTO decision (request, reviewer, name, verdict, reasons, note, assertion, at_us)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        request.id(),
        reviewer.subject().id(),
        decision.approver,
        decision.verdict.name(),
        String.join(" ", decision.reasons),
        decision.note,
        decision.assertion,
        ground.now());
    Who who = Who.of(reviewer);
    String reasons = String.join(" ", decision.reasons);
    RecoveryRequest moved =
        switch (decision.verdict) {
          case APPROVE -> approved(sql, request, who, reasons);
          case ASK -> {
            sql.update("UPDATE request SET question = ? WHERE id = ?", decision.note, request.id());
            RecoveryRequest asked = requests.move(sql, request, State.NEEDS_INFO, who, reasons);
            notices.tell(sql, asked, Kind.NEEDS_INFO);
            yield asked;
          }
          case REJECT -> {
            RecoveryRequest rejected = requests.move(sql, request, State.REJECTED, who, reasons);
            notices.tell(sql, rejected, Kind.REJECTED);
            yield rejected;
          }
          case ESCALATE -> {
            ground.audit().append(sql, who.did("review.escalate", request.id(), reasons));
            yield request;
          }
        };
    sql.update("DELETE FROM assignment WHERE request = ?", request.id());
    if (decision.verdict == Verdict.ESCALATE) {
      sql.update(
          "INSERT INTO conflict (request, reviewer) VALUES (?, ?) ON CONFLICT DO NOTHING",
          request.id(),
          reviewer.subject().id());
    }
    return new Outcome.Done(moved.state());
  }

  private RecoveryRequest approved(Sql sql, RecoveryRequest request, Who who, String reasons) {
    boolean second = request.state() == State.APPROVED_1;
    RecoveryRequest moved =
        requests.move(sql, request, second ? State.APPROVED_2 : State.APPROVED_1, who, reasons);
    if (!second && request.tier().approvals() > 1) {
      return moved;
    }
    RecoveryRequest cooling = requests.move(sql, moved, State.COOLING_OFF, who, "");
    notices.tell(sql, cooling, Kind.APPROVED);
    return cooling;
  }
}
