package nightjar.media.rtsp.message;

import java.util.ArrayList;
import java.util.List;

/// Header values whose separators may stand in quotes, as in `mode="PLAY,RECORD"`.
final class Quoted {
  private Quoted() {}

  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /// Without blanks and quotes around.
  static String strip(String text) {
    String value = text.strip();
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).strip() : value;
  }
}
