package nightjar.recorder.api;

import java.util.Optional;
import nightjar.accounts.SignedIn;
import nightjar.base.http.Exchange;

/// The session's cookie. Over HTTPS its name keeps other hosts and paths from setting it; plain HTTP is loopback only, where browsers
/// refuse that name.
final class Cookies {
  private static final String SECURE = "__Host-nightjar";
  private static final String PLAIN = "nightjar";
  private static final String DEVICE = "-device";

  private Cookies() {}

  static Optional<String> session(Exchange exchange) {
    return exchange.cookie(name(exchange));
  }

  static String device(Exchange exchange) {
    return exchange.cookie(name(exchange) + DEVICE).orElse("");
  }

  static void begin(Exchange exchange, SignedIn signedIn) {
    exchange.setCookie(name(exchange), signedIn.cookie());
    if (!signedIn.deviceCookie().isEmpty()) {
      exchange.setCookie(name(exchange) + DEVICE, signedIn.deviceCookie());
    }
  }

  static void end(Exchange exchange) {
    exchange.setCookie(name(exchange), "");
  }

  private static String name(Exchange exchange) {
    return exchange.isSecure() ? SECURE : PLAIN;
  }
}
