package nightjar.accounts.password;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.Bytes;

/// A stored password: Argon2id (RFC 9106) in the PHC string format, which carries its own cost and salt.
///
/// ```
/// $argon2id$v=19$m=19456,t=2,p=1$<salt, base64>$<hash, base64>
/// ```
record PasswordHash(Argon2Cost cost, Bytes salt, Bytes hash) {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LONGEST_TEXT = 300;
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  static PasswordHash make(Password password, Argon2Cost cost, RandomGenerator random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(
        cost, Bytes.of(salt), Bytes.of(cost.tag(password.utf8(), salt, HASH_BYTES)));
  }

  /// A hash that no password has, at the same cost as any other.
  static PasswordHash ofNobody(Argon2Cost cost, RandomGenerator random) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] hash = new byte[HASH_BYTES];
    random.nextBytes(salt);
    random.nextBytes(hash);
    return new PasswordHash(cost, Bytes.of(salt), Bytes.of(hash));
  }

  /// Empty for what is not such a string, or asks for more than a hash may cost.
  static Optional<PasswordHash> parse(String text) {
    Matcher matcher = text.length() > LONGEST_TEXT ? SHAPE.matcher("") : SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int kibibytes = Integer.parseInt(matcher.group(1));
    int passes = Integer.parseInt(matcher.group(2));
    int lanes = Integer.parseInt(matcher.group(3));
    if (!Argon2Cost.sane(kibibytes, passes, lanes)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PasswordHash(
              new Argon2Cost(kibibytes, passes, lanes),
              Bytes.of(Base64.getDecoder().decode(matcher.group(4))),
              Bytes.of(Base64.getDecoder().decode(matcher.group(5)))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.kibibytes(),
            cost.passes(),
            cost.lanes(),
            base64.encodeToString(salt.toArray()),
            base64.encodeToString(hash.toArray()));
  }

  /// Takes as long for a wrong password as for the right one.
  boolean matches(Password password) {
    byte[] computed = cost.tag(password.utf8(), salt.toArray(), hash.size());
    return MessageDigest.isEqual(computed, hash.toArray()) && !password.oversized();
  }
}
