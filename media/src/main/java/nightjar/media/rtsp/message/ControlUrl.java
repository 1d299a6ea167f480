package nightjar.media.rtsp.message;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the request URIs of tracks together the way cameras expect, which is not the way of RFC 3986: a control attribute is
/// appended to the base, query and all (retina#9, go2rtc#1236, gortsplib 2022-05-11).
public final class ControlUrl {
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)(rtsps?://)(.*)");
  private static final Pattern BARE_IPV6 =
      Pattern.compile("([0-9A-Fa-f:]*::[0-9A-Fa-f:.]*)((?:[/?].*)?)");

  private ControlUrl() {}

  /// The base URL of an answer to DESCRIBE (RFC 2326, C.1.1): `Content-Base`, else `Content-Location`, else `asked`.
  public static String base(Headers answer, RtspUrl asked) {
    String named =
        answer
            .first("Content-Base")
            .filter(s -> !s.isBlank())
            .or(() -> answer.first("Content-Location"))
            .orElse("")
            .strip();
    if (named.isEmpty()) {
      return asked.toString();
    }
    if (named.startsWith("/")) {
      // tolerate: a path alone (gortsplib 2024-10-23).
      return printable(asked.origin() + named);
    }
    if (isAbsolute(named)) {
      return tidy(named);
    }
    // tolerate: no scheme, as "192.168.1.10:554/stream0/" (Anjvision, go2rtc#1852).
    return tidy((asked.secure() ? "rtsps://" : "rtsp://") + named);
  }

  /// The request URI of a session's or track's `a=control` value.
  public static String join(String base, String control) {
    String wanted = control.strip();
    if (wanted.isEmpty() || wanted.equals("*")) {
      return base;
    }
    if (isAbsolute(wanted)) {
      return tidy(wanted);
    }
    boolean separated = base.endsWith("/") || wanted.startsWith("/") || wanted.startsWith("?");
    return printable(base + (separated ? "" : "/") + wanted);
  }

  private static boolean isAbsolute(String text) {
    return ABSOLUTE.matcher(text).matches();
  }

  /// A camera's absolute URL, repaired where we know how, without credentials.
  private static String tidy(String url) {
    Matcher m = ABSOLUTE.matcher(url);
    String scheme = "";
    String rest = url;
    // tolerate: "rtsp://rtsp://host/" (go2rtc#830).
    while (m.reset(rest).matches()) {
      scheme = m.group(1);
      rest = m.group(2);
    }
    int slash = rest.indexOf('/');
    int at = rest.lastIndexOf('@', slash < 0 ? rest.length() : slash);
    rest = rest.substring(at + 1);
    Matcher ipv6 = BARE_IPV6.matcher(rest);
    if (ipv6.matches()) {
      // tolerate: "rtsp://::ffff:192.168.1.123/" (go2rtc helpers.go).
      rest = "[" + ipv6.group(1) + "]" + ipv6.group(2);
    }
    return printable(scheme + rest);
  }

  /// Percent-encodes what cannot stand in a request line or in quotes in `Authorization`; everything else stays byte for byte.
  static String printable(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7f && c != '"' && c != '\\') {
        if (out != null) {
          out.append(c);
        }
        continue;
      }
      if (out == null) {
        out = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint) - 1;
      for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
        out.append('%')
            .append("0123456789ABCDEF".charAt(b >> 4 & 15))
            .append("0123456789ABCDEF".charAt(b & 15));
      }
    }
    return out == null ? text : out.toString();
  }
}
