package nightjar.media.rtsp.message;

import nightjar.base.Bytes;

/// A request (RFC 2326, 6). `uri` is what stands in the request line, byte for byte, and never holds credentials of ours.
public record RtspRequest(String method, String uri, Headers headers, Bytes body)
    implements RtspMessage {
  public RtspRequest {
    if (!method.matches("[A-Z_]{1,32}") || !uri.matches("[!-~\\x80-\\xff ]+")) {
      throw new IllegalArgumentException("not a request line: " + method + " " + uri);
    }
  }

  public RtspRequest(String method, String uri, Headers headers) {
    this(method, uri, headers, Bytes.empty());
  }

  @Override
  public String startLine() {
    return method + " " + uri + " RTSP/1.0";
  }
}
