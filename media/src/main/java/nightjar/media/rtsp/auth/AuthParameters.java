package nightjar.media.rtsp.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One scheme with its parameters, as found in `WWW-Authenticate` and `Authorization` (RFC 9110, 11.6). Values keep their
/// backslashes, so that they can be sent back as they came.
///
/// @param scheme in lower case
/// @param text what follows the scheme when that is no parameter, as in `Basic dTpw`
/// @param parameters by name in lower case; of two alike the first counts
record AuthParameters(String scheme, String text, Map<String, String> parameters) {
  private static final int MAX_SCHEMES = 32;

  AuthParameters {
    parameters = Map.copyOf(parameters);
  }

  /// As sent; empty when missing.
  String raw(String name) {
    return parameters.getOrDefault(name, "");
  }

  /// Without the backslashes that guard `"` and `\`.
  String value(String name) {
    return unescaped(raw(name));
  }

  static String unescaped(String raw) {
    return raw.replaceAll("\\\\([\"\\\\])", "$1");
  }

  static String escaped(String value) {
    return value.replaceAll("([\"\\\\])", "\\\\$1");
  }

  /// Every scheme in a header value, in order. Reads what it can: commas may be missing, quotes may be left open.
  static List<AuthParameters> parse(String header) {
    List<AuthParameters> found = new ArrayList<>();
    String scheme = "";
    String text = "";
    Map<String, String> parameters = new HashMap<>();
    Cursor cursor = new Cursor(header);
    while (cursor.toNextWord() && found.size() < MAX_SCHEMES) {
      boolean behindComma = cursor.behindComma;
      String word = cursor.word();
      boolean first = !scheme.isEmpty() && text.isEmpty() && parameters.isEmpty() && !behindComma;
      String padding = first ? cursor.padding() : "";
      if (padding.isEmpty() && cursor.skip('=')) {
        parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), cursor.value());
      } else if (first) {
        text = word + padding;
      } else {
        if (!scheme.isEmpty()) {
          found.add(new AuthParameters(scheme, text, parameters));
        }
        scheme = word.toLowerCase(Locale.ROOT);
        text = "";
        parameters = new HashMap<>();
      }
    }
    if (!scheme.isEmpty()) {
      found.add(new AuthParameters(scheme, text, parameters));
    }
    return found;
  }

  /// Walks over a header value; owned by one call of [#parse].
  private static final class Cursor {
    private final String text;
    private int at;
    private boolean behindComma;

    Cursor(String text) {
      this.text = text;
    }

    boolean toNextWord() {
      behindComma = false;
      while (at < text.length() && isSeparator(text.charAt(at))) {
        behindComma |= text.charAt(at) == ',';
        at++;
      }
      return at < text.length();
    }

    /// Up to a separator or `=`.
    String word() {
      int start = at;
      while (at < text.length() && text.charAt(at) != '=' && !isSeparator(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    /// The `=` that end Base64, if that is what they do.
    String padding() {
      int end = at;
      while (end < text.length() && text.charAt(end) == '=') {
        end++;
      }
      if (end < text.length() && !isSeparator(text.charAt(end))) {
        return "";
      }
      String padding = text.substring(at, end);
      at = end;
      return padding;
    }

    boolean skip(char wanted) {
      int i = at;
      while (i < text.length() && text.charAt(i) == ' ') {
        i++;
      }
      boolean there = i < text.length() && text.charAt(i) == wanted;
      at = there ? i + 1 : at;
      return there;
    }

    /// In a form that can be sent back between quotes, whatever it came in.
    String value() {
      if (!skip('"')) {
        int start = at;
        while (at < text.length() && !isSeparator(text.charAt(at))) {
          at++;
        }
        return escaped(text.substring(start, at));
      }
      StringBuilder value = new StringBuilder();
      while (at < text.length() && text.charAt(at) != '"') {
        char c = text.charAt(at++);
        value.append(c);
        if (c == '\\' && at == text.length()) {
          value.append('\\');
        } else if (c == '\\' && "\"\\".indexOf(text.charAt(at)) >= 0) {
          value.append(text.charAt(at++));
        }
      }
      at = Math.min(text.length(), at + 1);
      return value.toString();
    }

    private static boolean isSeparator(char c) {
      return c == ' ' || c == '\t' || c == ',' || c == ';';
    }
  }
}
