package nightjar.portal.door;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import nightjar.accounts.Accounts;
import nightjar.accounts.Caller;
import nightjar.accounts.Client;
import nightjar.accounts.SignedIn;
import nightjar.accounts.rights.SiteAct;
import nightjar.base.http.Exchange;
import nightjar.base.http.Gate;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.Right;

/// One site's way in: its accounts, and the cookie that says who one is. The two sites have names of their own for it, because on
/// one host browsers give a cookie to every port. Safe for any thread because accounts are.
public final class Door implements Gate<Visitor> {
  public static final ProblemType STEP_UP =
      new ProblemType("step-up", 403, "Prove again who you are");

  private final Accounts accounts;
  private final String cookie;

  public Door(Accounts accounts, String cookie) {
    this.accounts = accounts;
    this.cookie = cookie;
  }

  public Accounts accounts() {
    return accounts;
  }

  @Override
  public Visitor caller(Exchange exchange) {
    var client =
        new Client(
            InetAddress.ofLiteral(exchange.remoteAddress()),
            exchange.header("User-Agent").orElse(""),
            "");
    Optional<Caller> caller =
        exchange.cookie(name(exchange)).flatMap(value -> accounts.sessions().caller(value, client));
    caller.ifPresent(who -> exchange.actor(who.subject().name()));
    return new Visitor(caller, client);
  }

  @Override
  public void admit(Visitor visitor, Right right, Map<String, String> variables) {
    switch ((Need) right) {
      case NOTHING -> {}
      case SIGNED_IN -> visitor.caller();
      case RECENT -> {
        if (!visitor.caller().recent()) {
          throw Refusal.of(STEP_UP, "Prove again who you are.", "Use your passkey once more.");
        }
      }
      case ADMINISTRATOR -> {
        if (!accounts.may(visitor.caller(), SiteAct.MANAGE_USERS)) {
          throw Refusal.of(Problems.FORBIDDEN, "Your role does not allow this.", "");
        }
      }
    }
  }

  void begin(Exchange exchange, SignedIn signedIn) {
    exchange.setCookie(name(exchange), signedIn.cookie());
  }

  void end(Exchange exchange) {
    exchange.setCookie(name(exchange), "");
  }

  private String name(Exchange exchange) {
    return (exchange.isSecure() ? "__Host-" : "") + cookie;
  }
}
