package nightjar.cameras.simulator;

import nightjar.media.rtsp.auth.Credentials;

/// Who may watch a simulated camera.
public sealed interface Access {
  /// Everybody.
  record Open() implements Access {}

  /// Who knows the password, asked for in `scheme`.
  record Password(Credentials credentials, Scheme scheme) implements Access {}

  /// How a camera asks.
  enum Scheme {
    BASIC,
    DIGEST_MD5,
    DIGEST_SHA256,
    /// SHA-256, MD5 and Basic, best first.
    ALL
  }
}
