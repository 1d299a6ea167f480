package nightjar.accounts.factor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import javax.crypto.spec.SecretKeySpec;

/// Time-based codes (RFC 6238): SHA-1, six digits, thirty seconds, which every authenticator app knows.
public final class Totp {
  private static final int SECRET_BYTES = 20;
  private static final long STEP_SECONDS = 30;

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(STEP_SECONDS), 6);

  public static byte[] newSecret(RandomGenerator random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /// What the QR code for the app holds.
  public static String uri(byte[] secret, String issuer, String name) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
        .formatted(escape(issuer), escape(name), text(secret), escape(issuer));
  }

  /// What a person types who cannot scan.
  public static String text(byte[] secret) {
    return Base32.encode(secret);
  }

  /// The step that `typed` is the code of: this one, the one before or the one after (RFC 6238 5.2); empty for none.
  public OptionalLong step(byte[] secret, String typed, Instant now) {
    String code = typed.replaceAll("[\\s-]", "");
    if (!code.matches("[0-9]{6}")) {
      return OptionalLong.empty();
    }
    byte[] wanted = code.getBytes(StandardCharsets.US_ASCII);
    OptionalLong found = OptionalLong.empty();
    for (int offset = -1; offset <= 1; offset++) {
      Instant at = now.plusSeconds(offset * STEP_SECONDS);
      byte[] right = code(secret, at).getBytes(StandardCharsets.US_ASCII);
      if (MessageDigest.isEqual(wanted, right)) {
        found = OptionalLong.of(Math.floorDiv(at.getEpochSecond(), STEP_SECONDS));
      }
    }
    return found;
  }

  public String code(byte[] secret, Instant at) {
    try {
      var key = new SecretKeySpec(secret, "RAW");
      return generator.generateOneTimePasswordString(key, at, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any 20 bytes are an HMAC key", e);
    }
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
