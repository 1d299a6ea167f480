package nightjar.media.rtsp.message;

import nightjar.base.Bytes;

/// A response (RFC 2326, 7). `reason` is for people only, and may be empty.
public record RtspResponse(int status, String reason, Headers headers, Bytes body)
    implements RtspMessage {
  public RtspResponse {
    if (status < 100 || status > 999 || !reason.matches("[\\t -~\\x80-\\xff]*")) {
      throw new IllegalArgumentException("not a status line: " + status + " " + reason);
    }
  }

  /// Without a body, with the usual reason phrase.
  public RtspResponse(int status, Headers headers) {
    this(status, usualReason(status), headers, Bytes.empty());
  }

  public boolean ok() {
    return status / 100 == 2;
  }

  @Override
  public String startLine() {
    return "RTSP/1.0 " + status + " " + reason;
  }

  /// RFC 2326, 7.1.1.
  public static String usualReason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 301 -> "Moved Permanently";
      case 302 -> "Moved Temporarily";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Request Entity Too Large";
      case 451 -> "Parameter Not Understood";
      case 453 -> "Not Enough Bandwidth";
      case 454 -> "Session Not Found";
      case 455 -> "Method Not Valid In This State";
      case 457 -> "Invalid Range";
      case 459 -> "Aggregate Operation Not Allowed";
      case 461 -> "Unsupported Transport";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 505 -> "RTSP Version Not Supported";
      case 551 -> "Option Not Supported";
      default -> "Status " + status;
    };
  }
}
