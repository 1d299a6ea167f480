package nightjar.base.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Plain HTTP is for who is at this machine, and answers to this machine's own names alone: a page of another site whose name is made to
/// mean 127.0.0.1 for a moment (DNS rebinding) would otherwise be a page of ours.
final class LoopbackNames {
  private static final Set<String> OURS = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private LoopbackNames() {}

  static void check(Exchange exchange) {
    if (exchange.isSecure()) {
      return;
    }
    String host = exchange.header("Host").orElse("").toLowerCase(Locale.ROOT);
    String name = PORT.matcher(host).replaceFirst("");
    // Browsers take every name below localhost for this machine, whatever a name server says.
    if (!OURS.contains(name) && !name.endsWith(".localhost")) {
      throw Refusal.of(
          Problems.MISDIRECTED,
          "Over plain HTTP this is reached by the names localhost and 127.0.0.1 only.",
          "Open http://127.0.0.1 with the port that the program printed, or use HTTPS.");
    }
  }
}
