package nightjar.media.rtsp.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import nightjar.base.Bytes;

/// SHA-256 of a certificate as sent, which browsers and cameras' web pages show as its fingerprint.
public record Fingerprint(Bytes sha256) {
  private static final int BYTES = 32;

  public static Fingerprint of(X509Certificate certificate) {
    try {
      byte[] encoded = certificate.getEncoded();
      return new Fingerprint(Bytes.of(MessageDigest.getInstance("SHA-256").digest(encoded)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was parsed has an encoding", e);
    }
  }

  /// Reads 64 hexadecimal digits, with or without colons between the bytes.
  public static Optional<Fingerprint> parse(String text) {
    try {
      byte[] bytes = HexFormat.of().parseHex(text.replace(":", "").toLowerCase(Locale.ROOT));
      return bytes.length == BYTES
          ? Optional.of(new Fingerprint(Bytes.of(bytes)))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// 64 digits, as they are typed behind an address.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(sha256.toArray());
  }
}
