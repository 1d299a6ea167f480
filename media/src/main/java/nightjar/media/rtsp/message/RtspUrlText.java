package nightjar.media.rtsp.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.Fault;
import nightjar.media.rtsp.auth.Credentials;
import nightjar.media.rtsp.auth.Fingerprint;

/// Reads a typed RTSP URL, whose password may hold any character unescaped.
///
/// When `@`, `/`, `#` or `?` could each end the user part, the reading of RFC 3986 wins if it gives a host and a port;
/// otherwise the first `@` does behind which a host and a port stand.
final class RtspUrlText {
  private static final int MAX_LENGTH = 4096;
  private static final String PIN = "#sha256=";
  private static final Pattern SCHEME = Pattern.compile("(?i)([a-z][a-z0-9+.-]*):/*(.*)");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile(
          "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._-]+)?])(?::([0-9]*))?");
  private static final Pattern BARE_IPV6 =
      Pattern.compile("[0-9A-Fa-f:]*::[0-9A-Fa-f:.]*|(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}");

  private RtspUrlText() {}

  static RtspUrl parse(String typed) {
    String text = typed.strip();
    if (text.length() > MAX_LENGTH) {
      throw invalid("the address is longer than " + MAX_LENGTH + " characters", "Shorten it.");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw invalid(
          "the address holds a line end, a tab or another control character",
          "Type the address again on one line.");
    }
    boolean secure = text.regionMatches(true, 0, "rtsps://", 0, 8);
    if (!secure && !text.regionMatches(true, 0, "rtsp://", 0, 7)) {
      throw wrongScheme(text);
    }
    String rest = text.substring(secure ? 8 : 7);
    int pin = rest.lastIndexOf(PIN);
    Optional<Fingerprint> certificate = Optional.empty();
    if (pin >= 0 && hostEnd(rest, pin + 1) == rest.length() && rest.indexOf('@', pin) < 0) {
      certificate = Optional.of(certificate(rest.substring(pin + PIN.length()), secure));
      rest = rest.substring(0, pin);
    }
    int at = userEnd(rest);
    int hostStart = at + 1;
    int hostEnd = hostEnd(rest, hostStart);
    String target = target(rest.substring(hostEnd));
    Authority authority = authority(rest.substring(hostStart, hostEnd), secure);
    return new RtspUrl(
        secure,
        authority.host,
        authority.port,
        target,
        credentials(rest.substring(0, Math.max(at, 0))),
        certificate);
  }

  private static Fingerprint certificate(String text, boolean secure) {
    if (!secure) {
      throw invalid(
          "a certificate's fingerprint stands behind an address without TLS",
          "Begin with rtsps:// instead of rtsp://, or leave out " + PIN + " and what follows.");
    }
    return Fingerprint.parse(text)
        .orElseThrow(() ->
            invalid(
                "what stands behind " + PIN + " is no fingerprint",
                "It has 64 digits from 0 to 9 and a to f; colons between them do no harm."));
  }

  /// Index of the `@` that ends the user part; -1 when there is none.
  private static int userEnd(String rest) {
    int plainEnd = hostEnd(rest, 0);
    String plain = rest.substring(0, plainEnd);
    int firstAt = rest.indexOf('@');
    boolean fragment = plainEnd < rest.length() && rest.charAt(plainEnd) == '#';
    if (firstAt < 0 || (plain.indexOf('@') < 0 && !fragment && isAuthority(plain))) {
      return -1;
    }
    for (int at = firstAt; at >= 0; at = rest.indexOf('@', at + 1)) {
      if (isAuthority(rest.substring(at + 1, hostEnd(rest, at + 1)))) {
        return at;
      }
    }
    // No reading works: complain of what stands behind the last one, which is surely no password.
    return rest.lastIndexOf('@');
  }

  private static int hostEnd(String rest, int from) {
    for (int i = from; i < rest.length(); i++) {
      if ("/?#".indexOf(rest.charAt(i)) >= 0) {
        return i;
      }
    }
    return rest.length();
  }

  private static boolean isAuthority(String text) {
    return HOST_AND_PORT.matcher(text).matches() || BARE_IPV6.matcher(text).matches();
  }

  private record Authority(String host, int port) {}

  private static Authority authority(String text, boolean secure) {
    int usual = secure ? RtspUrl.RTSPS_PORT : RtspUrl.RTSP_PORT;
    if (BARE_IPV6.matcher(text).matches()) {
      // tolerate: IPv6 without brackets, which leaves no room for a port (go2rtc helpers.go).
      return new Authority(text, usual);
    }
    if (text.isEmpty() || text.startsWith(":")) {
      throw invalid(
          "the address names no camera: the host is missing",
          "Write rtsp://, then the camera's name or IP address, as in rtsp://192.168.1.10/stream1.");
    }
    Matcher m = HOST_AND_PORT.matcher(text);
    if (!m.matches()) {
      int colon = text.lastIndexOf(':');
      throw text.indexOf(' ') < 0 && colon > 0 && isAuthority(text.substring(0, colon))
          ? badPort(text.substring(colon + 1))
          : invalid(
              "\"" + text + "\" is not a camera's name or IP address",
              "Use letters, digits, dots and dashes, or an IP address; IPv6 goes in [brackets].");
    }
    String host =
        m.group(1).startsWith("[") ? m.group(1).substring(1, m.group(1).length() - 1) : m.group(1);
    String port = m.group(2);
    if (port == null || port.isEmpty()) {
      return new Authority(host, usual);
    }
    int number = port.length() > 6 ? -1 : Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw badPort(port);
    }
    return new Authority(host, number);
  }

  private static Optional<Credentials> credentials(String user) {
    if (user.isEmpty()) {
      return Optional.empty();
    }
    int colon = user.indexOf(':');
    return Optional.of(
        colon < 0
            ? new Credentials(decoded(user), "")
            : new Credentials(
                decoded(user.substring(0, colon)), decoded(user.substring(colon + 1))));
  }

  /// Undoes `%41`, unless some percent sign begins no escape: then the text was not escaped, and every one is meant.
  private static String decoded(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        out.write(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return text;
      }
      out.write(high << 4 | low);
      i += 2;
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String target(String text) {
    if (text.indexOf(' ') >= 0) {
      throw invalid(
          "the address holds a space behind the host", "Remove the space, or write %20 for it.");
    }
    return ControlUrl.printable(text.startsWith("#") ? "/" + text : text);
  }

  private static Fault wrongScheme(String text) {
    Matcher m = SCHEME.matcher(text);
    String scheme = m.matches() ? m.group(1).toLowerCase(Locale.ROOT) : "";
    return switch (scheme) {
      case "http", "https" ->
          invalid(
              "that is a web address (" + scheme + "://), not a camera's stream",
              "Use the camera's RTSP address, such as rtsp://192.168.1.10:554/stream1;"
                  + " its settings or its manual name it, often under Network or Video.");
      case "rtsp", "rtsps" ->
          invalid("the address has no // behind " + scheme + ":", "Begin with " + scheme + "://.");
      default ->
          invalid(
              "the address does not begin with rtsp:// or rtsps://",
              "Write rtsp:// before the camera's name or IP address, as in rtsp://192.168.1.10/stream1.");
    };
  }

  private static Fault badPort(String port) {
    return invalid(
        "port \"" + port + "\" is not a number from 1 to 65535",
        "RTSP cameras mostly use port 554, which need not be written. If the colon belongs to a"
            + " password, write %3A for it.");
  }

  private static Fault invalid(String message, String advice) {
    return Fault.of(Fault.Kind.INVALID, message, advice);
  }
}
