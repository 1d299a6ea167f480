package nightjar.recorder.api;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nightjar.accounts.Accounts;
import nightjar.accounts.Caller;
import nightjar.accounts.Client;
import nightjar.accounts.EndedByReset;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Decision;
import nightjar.accounts.rights.SiteAct;
import nightjar.base.http.Exchange;
import nightjar.base.http.Gate;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.Right;

/// Finds out who asks, and asks accounts whether they may, for the very camera that is named. A camera on which somebody may do
/// nothing does not exist for them. Safe for any thread because accounts are.
public final class RecorderGate implements Gate<Visitor> {
  private static final String BEARER = "Bearer ";

  private final Accounts accounts;
  private final CameraBook cameras;

  public RecorderGate(Accounts accounts, CameraBook cameras) {
    this.accounts = accounts;
    this.cameras = cameras;
  }

  @Override
  public Visitor caller(Exchange exchange) {
    Client client =
        new Client(
            InetAddress.ofLiteral(exchange.remoteAddress()),
            exchange.header("User-Agent").orElse(""),
            Cookies.device(exchange));
    Optional<String> header = exchange.header("Authorization");
    Optional<String> shown = header.map(RecorderGate::token).or(() -> Cookies.session(exchange));
    Optional<Caller> caller =
        header.isPresent()
            ? shown.flatMap(token -> accounts.apiTokens().caller(token, client))
            : shown.flatMap(cookie -> accounts.sessions().caller(cookie, client));
    Optional<EndedByReset> ended =
        caller.isPresent() ? Optional.empty() : shown.flatMap(accounts.sessions()::endedByReset);
    if (header.isPresent() && caller.isEmpty()) {
      ended.ifPresent(why -> {
        throw Visitor.passwordChanged(why);
      });
      throw Refusal.of(Problems.NOT_SIGNED_IN, "This token is not valid.", "Make a new one.");
    }
    caller.ifPresent(who -> exchange.actor(who.subject().name()));
    return new Visitor(caller, ended, client);
  }

  private static String token(String header) {
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  @Override
  public void admit(Visitor visitor, Right right, Map<String, String> variables) {
    Need need = (Need) right;
    if (need == Need.NOTHING) {
      return;
    }
    Caller caller = visitor.caller();
    need.siteAct().ifPresent(act -> require(caller, act));
    String camera = variables.get("camera");
    if (need == Need.ANY_ACT || need.act().isPresent()) {
      if (camera != null) {
        exists(caller, camera);
      }
    }
    if (camera != null) {
      need.act().ifPresent(act -> require(caller, act, camera));
    }
  }

  void require(Caller caller, SiteAct act) {
    if (!accounts.may(caller, act)) {
      throw Refusal.of(
          Problems.FORBIDDEN, "Your role does not allow this.", "Ask an administrator.");
    }
  }

  /// Until when and how far back the act is allowed; a [Refusal] when it is not. For a camera of a body or a list.
  Decision.Allowed require(Caller caller, Act act, String camera) {
    exists(caller, camera);
    return switch (accounts.may(caller, act, camera)) {
      case Decision.Allowed allowed -> allowed;
      case Decision.Refused(Decision.Reason reason) ->
          throw Refusal.of(Problems.FORBIDDEN, words(reason), "Ask an administrator.");
    };
  }

  /// The same for footage: what is older than somebody may see does not exist for them.
  long oldestMicros(Caller caller, Act act, String camera) {
    Instant oldest = require(caller, act, camera).oldest();
    return oldest.equals(Instant.MIN)
        ? Long.MIN_VALUE
        : oldest.getEpochSecond() * 1_000_000 + oldest.getNano() / 1_000;
  }

  boolean may(Caller caller, Act act, String camera) {
    return accounts.may(caller, act, camera).allowed();
  }

  /// Whether somebody may do anything at all with a camera.
  boolean sees(Caller caller, String camera) {
    for (Act act : Act.values()) {
      if (may(caller, act, camera)) {
        return true;
      }
    }
    return false;
  }

  private void exists(Caller caller, String camera) {
    if (!cameras.has(camera) || !sees(caller, camera)) {
      throw Refusal.notFound("This camera");
    }
  }

  private static String words(Decision.Reason reason) {
    return switch (reason) {
      case NOT_GRANTED -> "You have no right to do this with this camera.";
      case ROLE -> "Your role does not allow this.";
      case ENDED -> "Your right to this has ended.";
      case NOT_NOW -> "Your right to this does not hold at this time.";
      case PURPOSE_NEEDED -> "Say first what you look for.";
      case SCOPE -> "This token is for something else.";
    };
  }
}
