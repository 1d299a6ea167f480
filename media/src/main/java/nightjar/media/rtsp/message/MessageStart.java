package nightjar.media.rtsp.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Where in a buffer a message may begin, seen from its first bytes alone.
final class MessageStart {
  private static final byte[] RTSP = "RTSP/".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_METHOD = 32;

  /// What to look for after garbage (RFC 2326, 10): a shorter list than [#possibleAt] takes, because any capital letter in
  /// garbage would do there.
  private static final byte[][] KNOWN = {
    RTSP,
    method("OPTIONS"),
    method("DESCRIBE"),
    method("ANNOUNCE"),
    method("SETUP"),
    method("PLAY"),
    method("PAUSE"),
    method("RECORD"),
    method("TEARDOWN"),
    method("GET_PARAMETER"),
    method("SET_PARAMETER"),
    method("REDIRECT"),
  };

  private MessageStart() {}

  private static byte[] method(String name) {
    return (name + " ").getBytes(StandardCharsets.US_ASCII);
  }

  /// Whether `[at, to)` begins a status line or a request line of any method, as far as it goes.
  static boolean possibleAt(ByteBuffer buffer, int at, int to) {
    if (agrees(buffer, at, to, RTSP)) {
      return true;
    }
    for (int i = at; i < to; i++) {
      byte b = buffer.get(i);
      if (b == ' ') {
        return i > at;
      }
      if (i - at == MAX_METHOD || !(b == '_' || (b >= 'A' && b <= 'Z'))) {
        return false;
      }
    }
    return true;
  }

  /// The first index from `at` where a message or a `$` frame may begin; `to` when there is none.
  static int next(ByteBuffer buffer, int at, int to) {
    for (int i = at; i < to; i++) {
      byte b = buffer.get(i);
      if (b == '$') {
        return i;
      }
      if (b >= 'A' && b <= 'T') {
        for (byte[] known : KNOWN) {
          if (agrees(buffer, i, to, known)) {
            return i;
          }
        }
      }
    }
    return to;
  }

  static String why(ByteBuffer buffer, int at, int to) {
    return to - at >= HTTP.length && agrees(buffer, at, to, HTTP)
        ? "an HTTP answer: this port does not speak RTSP"
        : "no RTSP message begins so";
  }

  private static boolean agrees(ByteBuffer buffer, int at, int to, byte[] wanted) {
    int length = Math.min(wanted.length, to - at);
    for (int i = 0; i < length; i++) {
      if (buffer.get(at + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
