package nightjar.media.rtsp.message;

import java.util.Optional;
import nightjar.media.rtsp.auth.Credentials;
import nightjar.media.rtsp.auth.Fingerprint;

/// A camera's address as a person gave it, taken apart: where to connect, what to ask for, and apart from both the
/// credentials, which are never part of the text that is sent or logged.
///
/// @param secure `rtsps`: TLS from the first byte
/// @param host a name or an address; IPv6 without brackets
/// @param target path and query as typed, beginning with `/` or `?`, or empty
/// @param certificate the only one a `rtsps` camera may show, typed as `#sha256=` and 64 digits at the end; never sent
public record RtspUrl(
    boolean secure,
    String host,
    int port,
    String target,
    Optional<Credentials> credentials,
    Optional<Fingerprint> certificate) {
  static final int RTSP_PORT = 554;
  static final int RTSPS_PORT = 322;

  /// Reads what people type. Everything unusable is a `Fault` of kind `INVALID` that names the mistake, never the password.
  public static RtspUrl parse(String typed) {
    return RtspUrlText.parse(typed);
  }

  public RtspUrl with(Credentials others) {
    return new RtspUrl(secure, host, port, target, Optional.of(others), certificate);
  }

  /// The URL for request lines, logs and screens: without credentials, and without the port when it is the usual one.
  @Override
  public String toString() {
    return origin() + target;
  }

  /// What [#parse] reads again, without credentials: for lists of cameras.
  public String address() {
    return this + certificate.map(sha256 -> "#sha256=" + sha256).orElse("");
  }

  /// Scheme, host and port.
  public String origin() {
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    boolean usual = port == (secure ? RTSPS_PORT : RTSP_PORT);
    return (secure ? "rtsps://" : "rtsp://") + bracketed + (usual ? "" : ":" + port);
  }
}
