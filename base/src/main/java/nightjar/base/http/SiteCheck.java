package nightjar.base.http;

import java.util.List;
import java.util.Optional;

/// Whether a browser sends a request on behalf of our own pages. Cookies are `SameSite=Strict`; this is the second lock, and
/// the only one of WebSockets, which browsers open across sites.
public final class SiteCheck {
  private SiteCheck() {}

  /// Refuses what another site's page makes a browser send. Every browser with cookies sends one of the two headers with such a
  /// request; a program without cookies needs neither.
  public static void sameSite(Exchange exchange) {
    Optional<String> fetch = exchange.header("Sec-Fetch-Site");
    if (fetch.isPresent() && !fetch.get().equals("same-origin") && !fetch.get().equals("none")) {
      throw foreign();
    }
    List<String> origins = exchange.headers("Origin");
    if (!origins.stream().allMatch(own(exchange)::equals)) {
      throw foreign();
    }
    if (fetch.isEmpty() && origins.isEmpty() && exchange.header("Cookie").isPresent()) {
      throw foreign();
    }
  }

  /// The port may be mapped in between, the scheme may not: the Host header is what the person typed.
  private static String own(Exchange exchange) {
    return (exchange.isSecure() ? "https://" : "http://") + exchange.header("Host").orElse("");
  }

  private static Refusal foreign() {
    return Refusal.of(
        Problems.CROSS_SITE,
        "Another site's page asked for this.",
        "Open the recorder's own page. Programs send a token and no Origin.");
  }
}
