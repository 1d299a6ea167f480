package nightjar.cli.kiosk;

import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.recovery.console.Request;
import org.jspecify.annotations.Nullable;

/// What the page asks over the binding: a number of its own, and one request of the console's wire. Nothing else is understood.
record PageMessage(int id, Request ask) {
  private static final Json JSON = new Json();

  /// A request has a password at most.
  private static final int LONGEST = 4096;

  private record Sent(@Nullable Integer id, @Nullable Request ask) {}

  /// Empty for what no page of ours sends.
  static Optional<PageMessage> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      @Nullable Sent sent = JSON.read(text, Sent.class, "the page's message");
      return sent == null || sent.id == null || sent.ask == null
          ? Optional.empty()
          : Optional.of(new PageMessage(sent.id, sent.ask));
    } catch (Fault e) {
      return Optional.empty();
    }
  }
}
