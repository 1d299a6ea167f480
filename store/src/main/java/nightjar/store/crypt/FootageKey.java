package nightjar.store.crypt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// A key of AES-256 that recording files are encrypted with. Its name is the beginning of its SHA-256, so that nobody has to be told
/// which key a file is for, and a damaged one is found out. Safe for any thread because nothing changes.
public final class FootageKey {
  private static final int BYTES = 32;
  private static final int ID_BYTES = 16;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final String id;
  private final SecretKey aes;
  private final SecretKey mac;

  private FootageKey(byte[] bytes) {
    byte[] named = sha256("nightjar footage key 1", bytes);
    id = HexFormat.of().formatHex(named, 0, ID_BYTES);
    aes = new SecretKeySpec(bytes, "AES");
    mac = new SecretKeySpec(sha256("nightjar file header 1", bytes), "HmacSHA256");
  }

  static FootageKey born(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new FootageKey(bytes);
  }

  /// Of 64 hexadecimal digits, as a key's file holds them; empty for anything else.
  public static Optional<FootageKey> ofHex(String text) {
    String hex = text.strip();
    return HEX.matcher(hex).matches()
        ? Optional.of(new FootageKey(HexFormat.of().parseHex(hex)))
        : Optional.empty();
  }

  /// 32 hexadecimal digits.
  public String id() {
    return id;
  }

  /// The key itself, for its file and for a back-up.
  public String hex() {
    return HexFormat.of().formatHex(aes.getEncoded());
  }

  SecretKey aes() {
    return aes;
  }

  /// The first 16 bytes of HMAC-SHA-256 under a key of its own.
  byte[] tag(byte[] message, int length) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(mac);
      hmac.update(message, 0, length);
      return Arrays.copyOf(hmac.doFinal(), 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  private static byte[] sha256(String purpose, byte[] bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(purpose.getBytes(StandardCharsets.US_ASCII));
      return sha.digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "FootageKey[" + id + "]";
  }
}
