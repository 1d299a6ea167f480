package nightjar.base.http;

/// What a request wants done. HEAD is answered like GET, without the body.
public enum Method {
  GET,
  POST,
  PUT,
  DELETE;

  /// Whether it changes nothing (RFC 9110, 9.2.1).
  public boolean isSafe() {
    return this == GET;
  }
}
