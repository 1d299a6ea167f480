package nightjar.portal.request;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import nightjar.accounts.db.Sql;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.portal.mail.Letters.Kind;
import nightjar.portal.mail.PortalEvent;
import nightjar.portal.request.Devices.Device;
import nightjar.recovery.authority.AuthorityDesk.Answer;
import nightjar.recovery.authority.AuthorityDesk.Ask;
import nightjar.recovery.authority.AuthorityDesk.Is;
import nightjar.recovery.authority.AuthorityRequest;
import nightjar.recovery.authority.Decision.Reason;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;

/// Moves requests that wait for no person: checks, the authority, the cool-down, the end of the day. What cannot go on now, as when
/// the authority is down, is tried again in the next round; nothing is lost.
/// Safe for any thread because the requests are.
public final class Progress {
  private static final String AUTHORITY_REFUSES = "authority.refuses";
  private static final Duration DRAFTS_KEPT = Duration.ofHours(24);
  private static final Duration PICTURES_KEPT = Duration.ofDays(30);

  private final Ground ground;
  private final Requests requests;
  private final Devices devices;
  private final Notices notices;
  private final PictureShelf shelf;
  private final Json json = new Json();

  public Progress(
      Ground ground, Requests requests, Devices devices, Notices notices, PictureShelf shelf) {
    this.ground = ground;
    this.requests = requests;
    this.devices = devices;
    this.notices = notices;
    this.shelf = shelf;
  }

  /// Everything that can move now.
  public void round() {
    each(sql -> requests.in(sql, State.SUBMITTED), this::check);
    each(sql -> requests.in(sql, State.AUTO_CHECKED), this::announce);
    each(sql -> requests.in(sql, State.APPROVED_2), this::cool);
    each(requests::cooled, this::ready);
    each(requests::ended, this::expire);
    notices.write();
    tidy();
  }

  private void each(Function<Sql, List<RecoveryRequest>> which, Consumer<RecoveryRequest> work) {
    for (RecoveryRequest request : ground.database().read(which)) {
      try {
        work.accept(request);
      } catch (Requests.Stale _) {
        // somebody else moved it
      } catch (Fault fault) {
        ground.log().log(
            PortalEvent.REQUEST_WAITS, request.id(), fault.getMessage() + ". " + fault.advice());
      }
    }
  }

  private void check(RecoveryRequest request) {
    ground
        .audit()
        .write(sql -> {
          Optional<QrPayload.Unverified> qr = QrPayload.read(request.qr());
          Optional<Device> device = device(sql, request, qr);
          Optional<QrBody> signed =
              qr.filter(q -> device.filter(d -> q.isSignedBy(d.signingKey())).isPresent())
                  .map(QrPayload.Unverified::body);
          List<Signal> signals = Checks.of(sql, request, device, shelf, ground.now());
          TierRule rule = TierRule.of(request, device, signed);
          sql.update(
              "UPDATE request SET signals = ?, tier = ?, purpose = ?, day_offset = ?, expires_us = ?"
                  + " WHERE id = ?",
              json.writeLine(new Signal.Stored(signals)),
              rule.tier().name(),
              rule.purpose().name(),
              rule.dayOffset(),
              expires(request, qr, rule.dayOffset()),
              request.id());
          return requests.move(sql, request, State.AUTO_CHECKED, Who.SYSTEM, rule.tier().name());
        });
  }

  /// Reads the pictures that no worker has seen yet, and looks again at the requests they are of. It takes as long as reading
  /// takes, so it has a thread of its own.
  public void readPictures() {
    for (String id : shelf.readWaiting()) {
      ground.database().write(sql -> requests.find(sql, id).map(r -> again(sql, r)).isPresent());
    }
  }

  /// What was found before a reviewer decides is found anew. What the authority said stays.
  boolean again(Sql sql, RecoveryRequest request) {
    if (request.signals().isEmpty() || !request.state().stoppable()) {
      return false;
    }
    Optional<Device> device = device(sql, request, QrPayload.read(request.qr()));
    List<Signal> said =
        json.read(request.signals(), Signal.Stored.class, "request.signals").signals().stream()
            .filter(signal -> signal.code().equals(AUTHORITY_REFUSES))
            .toList();
    List<Signal> found = Checks.of(sql, request, device, shelf, ground.now());
    sql.update(
        "UPDATE request SET signals = ? WHERE id = ?",
        json.writeLine(
            new Signal.Stored(
                java.util.stream.Stream.concat(found.stream(), said.stream()).toList())),
        request.id());
    return true;
  }

  /// The signed code names the recorder; what was typed does only where there is no code.
  private Optional<Device> device(
      Sql sql, RecoveryRequest request, Optional<QrPayload.Unverified> qr) {
    String id = qr.map(q -> q.body().device().deviceId()).orElse(request.deviceId());
    return devices.find(sql, id);
  }

  /// The authority counts the cool-down from now, and writes the statement that approvers sign.
  private void announce(RecoveryRequest request) {
    Answer answer = ground.authority().ask(Ask.SUBMIT, question(request, List.of(), ""));
    Reason refusal = answer.is() == Is.REFUSED ? Reason.valueOf(answer.text()) : null;
    if (answer.is() != Is.SUBMITTED && refusal == null) {
      throw Fault.of(
          Fault.Kind.PROTOCOL,
          "the authority answers " + answer.is(),
          "Run portal and authority of the same version.");
    }
    ground
        .audit()
        .write(sql -> {
          if (refusal == null) {
            sql.update(
                "UPDATE request SET statement = ?, ready_us = ? WHERE id = ?",
                answer.text(),
                ground.now() + answer.number() * 1_000_000,
                request.id());
          } else {
            addSignal(sql, request, Signal.bad(AUTHORITY_REFUSES, refusal.name()));
          }
          return requests.move(sql, request, State.IN_REVIEW, Who.SYSTEM, "");
        });
  }

  private void addSignal(Sql sql, RecoveryRequest request, Signal signal) {
    Signal.Stored stored = json.read(request.signals(), Signal.Stored.class, "request.signals");
    List<Signal> all =
        java.util.stream.Stream.concat(
                stored.signals().stream(), java.util.stream.Stream.of(signal))
            .toList();
    sql.update(
        "UPDATE request SET signals = ? WHERE id = ?",
        json.writeLine(new Signal.Stored(all)),
        request.id());
  }

  static AuthorityRequest question(
      RecoveryRequest request, List<AuthorityRequest.Approval> approvals, String answerKey) {
    return new AuthorityRequest(
        request.id(),
        request.qr(),
        request.dayOffset(),
        request.purpose(),
        request.tier(),
        request.customer(),
        answerKey,
        approvals);
  }

  private void cool(RecoveryRequest request) {
    move(request, State.COOLING_OFF, Kind.APPROVED, "");
  }

  private void ready(RecoveryRequest request) {
    move(request, State.READY, Kind.READY, "");
  }

  private void expire(RecoveryRequest request) {
    move(request, State.EXPIRED, Kind.EXPIRED, "");
  }

  /// The recorder takes the code until six in the morning after its day; with a recorder's clock west of ours, one day more. By our
  /// own clock: the recorder's may be years off. Without a code nothing but the request itself can end.
  private static long expires(RecoveryRequest request, Optional<QrPayload.Unverified> qr, int k) {
    if (qr.isEmpty()) {
      return request.submittedMicros() + Ground.micros(Duration.ofDays(9));
    }
    LocalDate last = Devices.day(request.submittedMicros()).plusDays(k + 2L);
    return last.toEpochDay() * Ground.micros(Duration.ofDays(1));
  }

  private void move(RecoveryRequest request, State to, Kind letter, String detail) {
    ground
        .audit()
        .write(sql -> {
          RecoveryRequest moved = requests.move(sql, request, to, Who.SYSTEM, detail);
          notices.tell(sql, moved, letter);
          return moved;
        });
  }

  /// Drafts that were left, and pictures of what has ended for a month.
  private void tidy() {
    long drafts = ground.now() - Ground.micros(DRAFTS_KEPT);
    long pictures = ground.now() - Ground.micros(PICTURES_KEPT);
    Function<Sql, Integer> work =
        sql -> {
          int gone =
              sql.update("DELETE FROM request WHERE state = 'DRAFT' AND made_us < ?", drafts);
          return gone
              + sql.update(
                  "UPDATE picture SET sealed = '', facts = '' WHERE sealed <> '' AND request IN (SELECT id FROM request"
                      + " WHERE changed_us < ? AND state IN ('REPORTED_USED', 'EXPIRED', 'REJECTED',"
                      + " 'VETOED', 'REVOKED'))",
                  pictures);
        };
    ground.database().write(work);
  }
}
