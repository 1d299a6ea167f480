package nightjar.accounts.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;

/// Seals and signs with a key that is kept apart from the database, so that a stolen back-up of the one does not open the other.
///
/// Every use has a `context` ("totp u_3f...", "audit head"): it picks the key and is authenticated, so nothing sealed for one place
/// opens in another. A sealed text is base64url of nonce (12), ciphertext and tag (16), AES-256-GCM.
/// Safe for any thread because the random source is, and each call makes its own cipher.
public final class Vault {
  public static final String NAME = "secret.key";

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final byte[] key;
  private final RandomGenerator random;

  private Vault(byte[] key, RandomGenerator random) {
    this.key = key;
    this.random = random;
  }

  /// Reads the key of `file`. Throws NOT_FOUND when there is none, for nothing it could open would be there either.
  public static Vault openExisting(Path file) {
    return read(file, new SecureRandom())
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.NOT_FOUND,
                "there is no " + file,
                "Name the data folder with --data. Where no recorder has ever run there is none"
                    + " yet: start it once."));
  }

  /// Reads the key of `file`, or makes it, readable by its owner only and synced before it is used.
  public static Vault open(Path file, RandomGenerator random) {
    return read(file, random).orElseGet(() -> born(file, random));
  }

  private static Vault born(Path file, RandomGenerator random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    String text = HexFormat.of().formatHex(key) + "\n";
    new PrivateFile(file).replace(Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
    return new Vault(key, random);
  }

  private static Optional<Vault> read(Path file, RandomGenerator random) {
    return new PrivateFile(file).read().map(bytes -> new Vault(key(bytes, file), random));
  }

  private static byte[] key(Bytes bytes, Path file) {
    String text = new String(bytes.toArray(), StandardCharsets.US_ASCII).strip();
    if (!text.matches("[0-9a-f]{64}")) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          file + " is not a key of 64 hexadecimal digits",
          "Put it back from a copy. Without it second factors and camera passwords must be set"
              + " again.");
    }
    return HexFormat.of().parseHex(text);
  }

  public String seal(String context, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] box = cipher(Cipher.ENCRYPT_MODE, context, nonce).doFinal(plain);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(NONCE_BYTES + box.length).put(nonce).put(box).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM", e);
    }
  }

  /// Empty when it was not sealed with this key for this context, or was changed.
  public Optional<byte[]> unseal(String context, String sealed) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(sealed);
      if (bytes.length < NONCE_BYTES + TAG_BITS / 8) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, context, nonce)
              .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// HMAC-SHA-256.
  public byte[] sign(String context, byte[] message) {
    return hmac(derive("sign " + context), message);
  }

  public boolean signed(String context, byte[] message, byte[] signature) {
    return MessageDigest.isEqual(sign(context, message), signature);
  }

  private Cipher cipher(int mode, String context, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(derive("seal " + context), "AES"),
        new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  /// One block of HKDF-Expand (RFC 5869 2.3): the key is uniform already, so there is nothing to extract.
  private byte[] derive(String info) {
    return hmac(key, (info + '\u0001').getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
