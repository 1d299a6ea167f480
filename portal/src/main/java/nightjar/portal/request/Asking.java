package nightjar.portal.request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.accounts.db.Sql;
import nightjar.portal.mail.Letters.Kind;
import nightjar.recovery.authority.AuthorityDesk.Answer;
import nightjar.recovery.authority.AuthorityDesk.Ask;
import nightjar.recovery.authority.AuthorityDesk.Is;
import nightjar.recovery.authority.AuthorityRequest.Approval;
import nightjar.recovery.authority.Decision.Reason;
import nightjar.recovery.wire.QrPayload;
import org.jspecify.annotations.Nullable;

/// What the person who asks can do. Nothing here tells whether a recorder exists, is claimed, or by whom.
/// Safe for any thread because the requests are.
public final class Asking {
  private static final Duration JUST_NOW = Duration.ofMinutes(10);
  private static final int MOST_OPEN = 5;
  private static final int LONGEST_ANSWER = 1_000;

  /// Of one code; the authority keeps to it whatever the portal says.
  public static final int MOST_REVEALS = 3;

  private final Ground ground;
  private final Requests requests;
  private final Devices devices;
  private final Notices notices;
  private final Progress progress;

  public Asking(
      Ground ground, Requests requests, Devices devices, Notices notices, Progress progress) {
    this.ground = ground;
    this.requests = requests;
    this.devices = devices;
    this.notices = notices;
    this.progress = progress;
  }

  /// A new draft in place of the one before; empty when this account has as many open requests as it may.
  public Optional<RecoveryRequest> draft(Caller caller, String language, Form form) {
    return ground
        .audit()
        .write(sql -> {
          sql.update(
              "DELETE FROM request WHERE customer = ? AND state = 'DRAFT'", caller.subject().id());
          long open =
              sql.number(
                  "SELECT count(*) FROM request WHERE customer = ? AND state NOT IN ('REPORTED_USED',"
                      + " 'EXPIRED', 'REJECTED', 'VETOED', 'REVOKED')",
                  caller.subject().id());
          return open >= MOST_OPEN
              ? Optional.empty()
              : Optional.of(requests.make(sql, Who.of(caller), language, form));
        });
  }

  /// Fills the draft in.
  public RecoveryRequest fill(Caller caller, RecoveryRequest seen, String language, Form form) {
    return ground.audit().write(sql -> requests.fill(sql, seen, language, form));
  }

  /// Whether the draft says who asks.
  public boolean hasNames(RecoveryRequest draft) {
    Form.Asker asker = Form.asker(ground.vault(), draft);
    return !asker.firstName().isBlank() && !asker.lastName().isBlank();
  }

  /// Hands the draft in. The checks come later, in the background: they take no time that could be measured here.
  public RecoveryRequest submit(Caller caller, RecoveryRequest seen) {
    return ground
        .audit()
        .write(sql -> {
          sql.update(
              "UPDATE request SET submitted_us = ?, proof = ? WHERE id = ?",
              ground.now(),
              standing(sql, caller).name(),
              seen.id());
          RecoveryRequest moved = requests.move(sql, seen, State.SUBMITTED, Who.of(caller), "");
          notices.tell(sql, moved, Kind.SUBMITTED);
          return moved;
        });
  }

  private Standing standing(Sql sql, Caller caller) {
    long settled = ground.now() - Ground.micros(ground.settled());
    boolean passkey =
        sql.number(
                "SELECT count(*) FROM passkey WHERE person = ? AND made_us <= ? AND seen_us >= ?",
                caller.subject().id(),
                settled,
                ground.now() - Ground.micros(JUST_NOW))
            > 0;
    boolean passwordChanged =
        sql.number(
                "SELECT count(*) FROM person WHERE id = ? AND password_us > ?",
                caller.subject().id(),
                settled)
            > 0;
    return passkey && !passwordChanged ? Standing.PASSKEY : Standing.WEAK;
  }

  public RecoveryRequest cancel(Caller caller, RecoveryRequest seen) {
    return ground
        .audit()
        .write(sql -> {
          RecoveryRequest moved = requests.move(sql, seen, State.REVOKED, Who.of(caller), "");
          notices.tell(sql, moved, Kind.REVOKED);
          return moved;
        });
  }

  /// What a reviewer asked for. Each line of it is marked, so that none passes for the reviewer's.
  public RecoveryRequest answer(Caller caller, RecoveryRequest seen, String text) {
    String said = Typed.lines(text, LONGEST_ANSWER).replace("\n", "\n> ");
    return ground
        .audit()
        .write(sql -> {
          sql.update(
              "UPDATE request SET question = ? WHERE id = ?",
              (seen.question() + "\n> " + said).strip(),
              seen.id());
          progress.again(sql, requests.find(sql, seen.id()).orElse(seen));
          return requests.move(sql, seen, State.IN_REVIEW, Who.of(caller), "answered");
        });
  }

  public RecoveryRequest used(Caller caller, RecoveryRequest seen) {
    return ground
        .audit()
        .write(sql -> {
          RecoveryRequest moved = requests.move(sql, seen, State.REPORTED_USED, Who.of(caller), "");
          notices.tell(sql, moved, Kind.USED);
          return moved;
        });
  }

  /// What came of asking for the code.
  public sealed interface Reveal {
    /// Sealed to the key that the browser made for this reveal; nobody here can read it, and it is kept nowhere.
    record Sealed(String sealed, int reveal) implements Reveal {}

    /// Not the Info screen of this recorder and this recovery.
    record OtherScreen() implements Reveal {}

    /// The screen's minutes have not moved on since the first picture.
    record SameMinute() implements Reveal {}

    record NotReady() implements Reveal {}

    /// The authority does not give it, for its own reasons.
    record Refused(String reason) implements Reveal {}
  }

  public Reveal reveal(Caller caller, RecoveryRequest seen, String screen, String answerKey) {
    if (seen.state() != State.READY && seen.state() != State.REVEALED) {
      return new Reveal.NotReady();
    }
    if (seen.reveals() >= MOST_REVEALS) {
      return new Reveal.Refused(Reason.REVEALED_TOO_OFTEN.name()); // as the authority would say
    }
    @Nullable Reveal wrong = wrong(seen, screen);
    if (wrong != null) {
      return wrong;
    }
    RecoveryRequest counted = ground.audit().write(sql -> requests.count(sql, seen));
    Answer answer = issue(withScreen(counted, screen), answerKey);
    if (answer.is() != Is.ISSUED) {
      ground.audit().record(Who.of(caller).wasRefused("request.reveal", seen.id(), answer.text()));
      return answer.is() == Is.REFUSED && answer.text().equals("SCREEN_NOT_LIVE")
          ? new Reveal.SameMinute()
          : new Reveal.Refused(answer.text());
    }
    return ground
        .audit()
        .write(sql -> {
          RecoveryRequest now = requests.find(sql, counted.id()).orElse(counted);
          RecoveryRequest moved =
              requests.move(sql, now, State.REVEALED, Who.of(caller), "reveal " + answer.number());
          notices.tell(sql, moved, Kind.REVEALED);
          return new Reveal.Sealed(answer.text(), (int) answer.number());
        });
  }

  /// What the authority did not issue is not counted.
  private Answer issue(RecoveryRequest counted, String answerKey) {
    boolean issued = false;
    try {
      Answer answer =
          ground
              .authority()
              .ask(Ask.ISSUE, Progress.question(counted, approvals(counted), answerKey));
      issued = answer.is() == Is.ISSUED;
      return answer;
    } finally {
      if (!issued) {
        ground.audit().write(sql -> requests.uncount(sql, counted));
      }
    }
  }

  /// The authority checks all of it again; here it is for the words.
  private @Nullable Reveal wrong(RecoveryRequest seen, String screen) {
    Optional<QrPayload.Unverified> first = QrPayload.read(seen.qr());
    Optional<QrPayload.Unverified> second = QrPayload.read(screen);
    if (first.isEmpty() || second.isEmpty()) {
      return new Reveal.OtherScreen();
    }
    boolean same =
        first.get().body().device().equals(second.get().body().device())
            && first.get().body().request().equals(second.get().body().request())
            && devices
                .find(first.get().body().device().deviceId())
                .filter(d -> second.get().isSignedBy(d.signingKey()))
                .isPresent();
    if (!same) {
      return new Reveal.OtherScreen();
    }
    return second.get().body().tick() <= first.get().body().tick() ? new Reveal.SameMinute() : null;
  }

  private static RecoveryRequest withScreen(RecoveryRequest r, String screen) {
    return new RecoveryRequest(
        r.id(),
        r.customer(),
        r.state(),
        r.version(),
        r.language(),
        r.madeMicros(),
        r.submittedMicros(),
        r.changedMicros(),
        r.asker(),
        r.model(),
        r.deviceId(),
        r.serial(),
        r.dateTyped(),
        screen,
        r.proof(),
        r.tier(),
        r.purpose(),
        r.dayOffset(),
        r.statement(),
        r.readyMicros(),
        r.question(),
        r.signals(),
        r.reveals());
  }

  private List<Approval> approvals(RecoveryRequest request) {
    return ground.database().read(sql -> approvals(sql, request));
  }

  static List<Approval> approvals(Sql sql, RecoveryRequest request) {
    return sql.query(
        "SELECT name, assertion FROM decision WHERE request = ? AND verdict = 'APPROVE' AND assertion <> ''"
            + " ORDER BY at_us",
        row -> new Approval(row.getString(1), row.getString(2)),
        request.id());
  }
}
