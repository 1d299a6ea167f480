package nightjar.media.rtsp.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.Bytes;

/// Reads one message in place from a session's receive buffer, where messages and interleaved `$` frames (RFC 2326, 10.12)
/// alternate. The caller looks for `$` first; this class never takes a byte of a frame for itself.
///
/// Uses absolute indices only. Safe for any thread because it keeps nothing between calls: after [Result.NeedMore] the
/// caller asks again from the same index with more bytes. An unfinished header block is scanned again then, at most 64 KiB.
public final class RtspMessageReader {
  /// Of start line and headers together.
  public static final int MAX_HEAD_BYTES = 64 * 1024;

  public static final int MAX_HEADERS = 200;

  /// Real SDP is below 10 KiB; this leaves room for parameters and certificates.
  public static final int MAX_BODY_BYTES = 1024 * 1024;

  /// What a receive buffer must be able to hold.
  public static final int MAX_MESSAGE_BYTES = MAX_HEAD_BYTES + MAX_BODY_BYTES;

  private static final int UNFINISHED = -1;
  private static final int BROKEN = -2;

  // tolerate: an empty or missing reason phrase (gortsplib#807, #1043).
  private static final Pattern STATUS_LINE =
      Pattern.compile("RTSP/[0-9]\\.[0-9] +([1-9][0-9]{2})(?:[ \t]+([^\n]*))?");
  private static final Pattern REQUEST_LINE =
      Pattern.compile(
          "([A-Z_]{1,32}) +([!-~\\x80-\\xff](?:[ -~\\x80-\\xff]*[!-~\\x80-\\xff])?) +RTSP/[0-9]\\.[0-9]");

  private RtspMessageReader() {}

  /// What stands at an index of the buffer.
  public sealed interface Result {
    /// A message, `length` bytes long with blank lines before it.
    record Message(RtspMessage message, int length) implements Result {}

    /// The beginning of what may be a message of at least `length` bytes; more than there are now.
    record NeedMore(int length) implements Result {}

    /// No message here. The next `length` bytes cannot begin a message or a `$` frame either.
    record NotAMessage(int length, String why) implements Result {}
  }

  /// Looks at `[from, to)`, which must not begin with `$`.
  public static Result read(ByteBuffer buffer, int from, int to) {
    return read(buffer, from, to, false);
  }

  /// As [#read], behind garbage: only methods that cameras use begin a message there.
  public static Result find(ByteBuffer buffer, int from, int to) {
    return read(buffer, from, to, true);
  }

  private static Result read(ByteBuffer buffer, int from, int to, boolean behindGarbage) {
    int limit = (int) Math.min(to, (long) from + MAX_HEAD_BYTES);
    int start = from;
    // tolerate: blank lines between messages and frames (retina 0.3.8, gortsplib 2024-12-10).
    while (start < limit && isBlank(buffer.get(start))) {
      start++;
    }
    if (start == limit) {
      return unfinished(buffer, from, start, to, "nothing but blank lines");
    }
    if (buffer.get(start) == '$') {
      return new Result.NotAMessage(Math.max(1, start - from), "blank before a $ frame");
    }
    if (!MessageStart.possibleAt(buffer, start, limit)
        || (behindGarbage && MessageStart.next(buffer, start, limit) != start)) {
      return notAMessage(buffer, from, start, to, MessageStart.why(buffer, start, limit));
    }
    int bodyStart = endOfHead(buffer, start, limit);
    if (bodyStart == BROKEN) {
      return notAMessage(buffer, from, start, to, "a control character among the headers");
    }
    if (bodyStart == UNFINISHED) {
      return unfinished(buffer, from, start, to, "headers without an end");
    }
    String head = text(buffer, start, bodyStart);
    try {
      return whole(head, buffer, from, bodyStart, to);
    } catch (Unreadable e) {
      return notAMessage(buffer, from, start, to, e.why);
    }
  }

  private static Result unfinished(ByteBuffer buffer, int from, int start, int to, String why) {
    return to - from < MAX_HEAD_BYTES
        ? new Result.NeedMore(to - from + 1)
        : notAMessage(buffer, from, start, to, why);
  }

  private static Result whole(String head, ByteBuffer buffer, int from, int bodyStart, int to)
      throws Unreadable {
    int lineEnd = head.indexOf('\n');
    String startLine = head.substring(0, lineEnd).stripTrailing();
    Headers headers = HeaderLines.parse(head, lineEnd + 1);
    int bodyLength = HeaderLines.contentLength(headers);
    int end = bodyStart + bodyLength;
    if (end > to) {
      return new Result.NeedMore(end - from);
    }
    Matcher status = STATUS_LINE.matcher(startLine);
    Matcher request = REQUEST_LINE.matcher(startLine);
    RtspMessage message;
    if (status.matches()) {
      String reason = status.group(2) == null ? "" : status.group(2);
      Bytes body = Bytes.copyOf(buffer, bodyStart, bodyLength);
      message = new RtspResponse(Integer.parseInt(status.group(1)), reason, headers, body);
    } else if (request.matches()) {
      Bytes body = Bytes.copyOf(buffer, bodyStart, bodyLength);
      message = new RtspRequest(request.group(1), request.group(2), headers, body);
    } else {
      throw new Unreadable("neither a request nor a status line");
    }
    return new Result.Message(message, end - from);
  }

  /// Index behind the empty line. Both CR LF and LF alone end a line.
  private static int endOfHead(ByteBuffer buffer, int start, int limit) {
    int lineStart = start;
    for (int i = start; i < limit; i++) {
      byte b = buffer.get(i);
      if (b == '\n') {
        boolean empty = i == lineStart || (i == lineStart + 1 && buffer.get(lineStart) == '\r');
        if (empty) {
          return i + 1;
        }
        lineStart = i + 1;
      } else if (b == '\r') {
        if (i + 1 < limit && buffer.get(i + 1) != '\n' && buffer.get(i + 1) != '\r') {
          return BROKEN;
        }
      } else if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) {
        return BROKEN;
      }
    }
    return UNFINISHED;
  }

  private static Result.NotAMessage notAMessage(
      ByteBuffer buffer, int from, int start, int to, String why) {
    return new Result.NotAMessage(
        MessageStart.next(buffer, Math.min(start + 1, to), to) - from, why);
  }

  /// Whether a camera may put `b` between messages.
  public static boolean isBlank(byte b) {
    return b == '\r' || b == '\n' || b == ' ' || b == '\t' || b == 0;
  }

  private static String text(ByteBuffer buffer, int from, int to) {
    byte[] copy = new byte[to - from];
    buffer.get(from, copy);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }

  /// Stays inside this package.
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String why;

    Unreadable(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }
}
