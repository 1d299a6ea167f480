package nightjar.accounts.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// An opaque secret of 256 random bits. Its text goes to who may hold it, its hash into the database.
///
/// ```
///  njs_ rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr cccccc
///  |    |                                           +-- base64url of CRC-32 over the 47 characters before it
///  |    +-- base64url of 32 random bytes
///  +-- kind
/// ```
public final class Token {
  private static final int BODY = 4 + 43;
  private static final int LENGTH = BODY + 6;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String text;

  private Token(String text) {
    this.text = text;
  }

  public static Token make(TokenKind kind, RandomGenerator random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String body = kind.prefix() + BASE64.encodeToString(bytes);
    return new Token(body + check(body));
  }

  /// Empty for anything that cannot be a token of this kind: wrong prefix, length or check digits.
  public static Optional<Token> parse(String text, TokenKind kind) {
    if (text.length() != LENGTH || !text.startsWith(kind.prefix())) {
      return Optional.empty();
    }
    return text.substring(BODY).equals(check(text.substring(0, BODY)))
        ? Optional.of(new Token(text))
        : Optional.empty();
  }

  private static String check(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return BASE64.encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /// For the one who may hold it.
  public String text() {
    return text;
  }

  /// For the database. A plain hash is enough: 256 random bits cannot be tried.
  public String hash() {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return BASE64.encodeToString(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return text.substring(0, 4) + "***";
  }
}
