package nightjar.recovery.console.server;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.base.time.Clock;
import nightjar.recovery.console.Answer;
import nightjar.recovery.console.Answer.Is;
import nightjar.recovery.console.InfoScreen;
import nightjar.recovery.console.Request;
import nightjar.recovery.device.ChallengeView;
import nightjar.recovery.device.Committed;
import nightjar.recovery.device.Footage;
import nightjar.recovery.device.RecoveryDevice;
import nightjar.recovery.device.Redeemed;
import nightjar.recovery.device.Started;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.recovery.wire.Purpose;

/// Answers the console's lines. Safe for any thread because the device is.
final class ConsoleDesk {
  private final Json json = new Json();
  private final RecoveryDevice device;
  private final ConsoleServer.Facts facts;
  private final Clock clock;

  ConsoleDesk(RecoveryDevice device, ConsoleServer.Facts facts, Clock clock) {
    this.device = device;
    this.facts = facts;
    this.clock = clock;
  }

  /// Any line has an answer; one that is no request is told so.
  String answer(String line) {
    Optional<Request> request = read(line);
    Answer answer;
    try {
      answer = request.map(this::answer).orElse(Answer.of(Is.NOT_UNDERSTOOD));
    } catch (Fault e) {
      answer = Answer.of(Is.FAILED, 0, e.getMessage() + ". " + e.advice());
    }
    return json.writeLine(answer);
  }

  private Optional<Request> read(String line) {
    try {
      return Optional.ofNullable(json.read(line, Request.class, "the request"));
    } catch (Fault e) {
      return Optional.empty();
    }
  }

  private Answer answer(Request request) {
    return switch (request.ask()) {
      case INFO -> Answer.of(info());
      case START -> started(device.start(Purpose.KEEP));
      case CANCEL -> {
        device.cancel("cancelled at the console");
        yield Answer.of(info());
      }
      case REDEEM -> redeemed(device.redeem(request.text()));
      case REDEEM_KEY -> redeemed(device.redeemKey(request.text()));
      case JUDGE ->
          committed(device.judge(session(request), request.name(), request.text().toCharArray()));
      case ACCEPT_LOSS -> committed(device.acceptLoss(session(request)));
      case COMMIT ->
          committed(device.commit(session(request), request.name(), request.text().toCharArray()));
    };
  }

  private Answer started(Started started) {
    return switch (started) {
      case Started.Live _ -> Answer.of(info());
      case Started.Wait(var duration) -> Answer.of(Is.WAIT, (int) duration.toMinutes());
      case Started.NoAuthority() -> Answer.of(Is.NO_AUTHORITY);
    };
  }

  private static Answer redeemed(Redeemed redeemed) {
    return switch (redeemed) {
      case Redeemed.Accepted(Bytes session, Purpose purpose, var names, var loss) ->
          new Answer(
              Request.VERSION,
              Is.ACCEPTED,
              0,
              purpose.name(),
              names,
              session.toString(),
              null,
              loss.map(ConsoleDesk::loss).orElse(null));
      case Redeemed.Wrong(int left) -> Answer.of(Is.WRONG, left);
      case Redeemed.OtherDay(var day, int left) -> Answer.of(Is.OTHER_DAY, left, day.toString());
      case Redeemed.IsRequestCode() -> Answer.of(Is.IS_REQUEST_CODE);
      case Redeemed.Mistyped() -> Answer.of(Is.MISTYPED);
      case Redeemed.Misshapen(int symbols) -> Answer.of(Is.MISSHAPEN, symbols);
      case Redeemed.NoChallenge() -> Answer.of(Is.NO_CHALLENGE);
      case Redeemed.InUse() -> Answer.of(Is.IN_USE);
      case Redeemed.NoKey() -> Answer.of(Is.NO_KEY);
      case Redeemed.Wait(int minutes) -> Answer.of(Is.WAIT, minutes);
    };
  }

  private static Answer committed(Committed committed) {
    return switch (committed) {
      case Committed.Done(Purpose purpose, String newKey) ->
          new Answer(
              Request.VERSION,
              Is.DONE,
              0,
              purpose.name(),
              newKey.isEmpty() ? List.of() : List.of(newKey),
              "",
              null,
              null);
      case Committed.NoSession() -> Answer.of(Is.NO_SESSION);
      case Committed.Refused(var findings, int score) -> Answer.of(Is.REFUSED, score, findings);
      case Committed.Good(int score) -> Answer.of(Is.GOOD, score);
      case Committed.IsTheCode() -> Answer.of(Is.IS_THE_CODE);
      case Committed.LossAccepted() -> Answer.of(Is.LOSS_ACCEPTED);
      case Committed.LossNotAccepted(var loss) ->
          new Answer(Request.VERSION, Is.LOSS_NOT_ACCEPTED, 0, "", List.of(), "", null, loss(loss));
      case Committed.NoSuchAdministrator() -> Answer.of(Is.NO_SUCH_ADMINISTRATOR);
    };
  }

  private static Answer.Loss loss(Footage.Loss loss) {
    return new Answer.Loss(loss.cameras(), loss.days());
  }

  /// A session that is no session is one that has ended.
  private static Bytes session(Request request) {
    try {
      return Bytes.fromHex(request.session());
    } catch (IllegalArgumentException e) {
      return Bytes.empty();
    }
  }

  private InfoScreen info() {
    DeviceIdentity identity = device.identity();
    ConsoleServer.Cameras cameras = facts.cameras().get();
    return new InfoScreen(
        identity.model(),
        identity.deviceId(),
        identity.serial(),
        local(clock.wallMicros()),
        facts.software(),
        cameras.all(),
        cameras.recording(),
        facts.portal(),
        device.challenge().map(this::recovery).orElse(null));
  }

  private InfoScreen.Recovery recovery(ChallengeView challenge) {
    return new InfoScreen.Recovery(
        challenge.requestCode(),
        facts.portal() + "#" + challenge.qr(),
        challenge.dateShown().toString(),
        local(challenge.startedMicros()),
        challenge.triesLeft(),
        challenge.redeemed());
  }

  private String local(long micros) {
    Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
    return OffsetDateTime.ofInstant(instant, facts.zone()).toString();
  }
}
