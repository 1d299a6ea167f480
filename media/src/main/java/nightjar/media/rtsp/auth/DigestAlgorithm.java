package nightjar.media.rtsp.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The hash functions of Digest (RFC 7616, 3.3), weakest first.
public enum DigestAlgorithm {
  MD5("MD5", "MD5", false),
  MD5_SESS("MD5-sess", "MD5", true),
  SHA_256("SHA-256", "SHA-256", false),
  SHA_256_SESS("SHA-256-sess", "SHA-256", true),
  SHA_512_256("SHA-512-256", "SHA-512/256", false),
  SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true);

  private final String token;
  private final String hash;
  private final boolean session;

  DigestAlgorithm(String token, String hash, boolean session) {
    this.token = token;
    this.hash = hash;
    this.session = session;
  }

  /// As it stands in headers.
  public String token() {
    return token;
  }

  /// Whether the nonces go into the first hash.
  boolean session() {
    return session;
  }

  static Optional<DigestAlgorithm> named(String token) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.token.toUpperCase(Locale.ROOT).equals(token.strip().toUpperCase(Locale.ROOT))) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /// The hash in hexadecimal of octets, one a `char`.
  String hex(String octets) {
    try {
      byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance(hash).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + hash, e);
    }
  }
}
