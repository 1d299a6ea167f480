package nightjar.accounts.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A code on paper for who lost the authenticator: 24 symbols of Crockford's base32, 120 random bits, which a plain hash keeps
/// (NIST SP 800-63B-4 3.1.2.2 wants a password hash only below 112). O, I and L are read as 0 and 1.
public record RecoveryCode(String symbols) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int SYMBOLS = 24;
  private static final int LONGEST_TYPED = 60;

  public static RecoveryCode make(RandomGenerator random) {
    var symbols = new StringBuilder(SYMBOLS);
    for (int i = 0; i < SYMBOLS; i++) {
      symbols.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new RecoveryCode(symbols.toString());
  }

  public static Optional<RecoveryCode> parse(String typed) {
    if (typed.length() > LONGEST_TYPED) {
      return Optional.empty();
    }
    String symbols =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    boolean good =
        symbols.length() == SYMBOLS && symbols.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    return good ? Optional.of(new RecoveryCode(symbols)) : Optional.empty();
  }

  /// In groups of four, for paper.
  public String text() {
    return symbols.replaceAll("(.{4})(?!$)", "$1-");
  }

  public String hash() {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha256.digest(("recovery " + symbols).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
