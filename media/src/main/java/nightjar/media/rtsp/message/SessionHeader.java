package nightjar.media.rtsp.message;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// The `Session` header (RFC 2326, 12.37): which session, and how long the server keeps it without a sign of life.
public record SessionHeader(String id, Duration timeout) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /// Tolerates blanks anywhere (Hikvision, GW Security). An unreadable timeout is the default one.
  public static Optional<SessionHeader> parse(String value) {
    String[] parts = value.split(";", -1);
    String id = parts[0].strip();
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Duration timeout = DEFAULT_TIMEOUT;
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip().toLowerCase(Locale.ROOT);
      if (part.matches("timeout\\s*=\\s*[1-9][0-9]{0,6}")) {
        timeout =
            Duration.ofSeconds(Integer.parseInt(part.substring(part.indexOf('=') + 1).strip()));
      }
    }
    return Optional.of(new SessionHeader(id, timeout));
  }

  /// As a server writes it.
  public String write() {
    return id + ";timeout=" + timeout.toSeconds();
  }
}
