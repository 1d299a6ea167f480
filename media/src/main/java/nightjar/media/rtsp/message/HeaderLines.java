package nightjar.media.rtsp.message;

import java.util.ArrayList;
import java.util.List;
import nightjar.media.rtsp.message.RtspMessageReader.Unreadable;

/// Header lines as text to [Headers] (RFC 2326, 4).
final class HeaderLines {
  private HeaderLines() {}

  /// Reads lines from index `from` to the end of `head`, whose bytes are known to be printable.
  static Headers parse(String head, int from) throws Unreadable {
    List<Headers.Field> fields = new ArrayList<>();
    int at = from;
    while (at < head.length()) {
      int lineEnd = head.indexOf('\n', at);
      String line = head.substring(at, lineEnd).stripTrailing();
      at = lineEnd + 1;
      if (line.isEmpty()) {
        continue;
      }
      boolean continued = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      if (continued && !fields.isEmpty()) {
        Headers.Field last = fields.removeLast();
        fields.add(new Headers.Field(last.name(), last.value() + " " + line.strip()));
        continue;
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      if (name.isEmpty()) {
        // tolerate: a line that is no header says nothing we need.
        continue;
      }
      if (fields.size() == RtspMessageReader.MAX_HEADERS) {
        throw new Unreadable("more than " + RtspMessageReader.MAX_HEADERS + " headers");
      }
      fields.add(new Headers.Field(name, line.substring(colon + 1).strip()));
    }
    return new Headers(fields);
  }

  /// Digits only; without it there is no body, and two that differ are refused, for nobody could say where the body ends.
  static int contentLength(Headers headers) throws Unreadable {
    List<String> values = headers.all("Content-Length").stream().distinct().toList();
    if (values.isEmpty()) {
      return 0;
    }
    String value = values.getFirst();
    if (values.size() > 1 || !value.matches("[0-9]+")) {
      throw new Unreadable("an unreadable Content-Length");
    }
    if (value.length() > 9 || Integer.parseInt(value) > RtspMessageReader.MAX_BODY_BYTES) {
      String shown = value.substring(0, Math.min(24, value.length()));
      throw new Unreadable("a body of " + shown + " bytes");
    }
    return Integer.parseInt(value);
  }
}
