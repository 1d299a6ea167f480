package nightjar.media.rtsp.message;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import nightjar.base.Bytes;

/// A request or a response.
public sealed interface RtspMessage permits RtspRequest, RtspResponse {
  Headers headers();

  Bytes body();

  /// The request line or status line, without its line end.
  String startLine();

  /// Which request a response answers; empty when missing or unreadable.
  default OptionalInt cseq() {
    // tolerate: "CSeq: 1 " (Longse), spaces inside (gortsplib#437).
    String digits = headers().first("CSeq").orElse("").replaceAll("[ \t]", "");
    return digits.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(digits))
        : OptionalInt.empty();
  }

  /// As sent. `Content-Length` is written from the body; one among the headers is ignored.
  default Bytes encode() {
    StringBuilder head = new StringBuilder(256).append(startLine()).append("\r\n");
    for (Headers.Field field : headers().without("Content-Length").fields()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (!body().isEmpty()) {
      head.append("Content-Length: ").append(body().size()).append("\r\n");
    }
    byte[] text = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[text.length + body().size()];
    System.arraycopy(text, 0, whole, 0, text.length);
    body().buffer().get(whole, text.length, body().size());
    return Bytes.of(whole);
  }
}
