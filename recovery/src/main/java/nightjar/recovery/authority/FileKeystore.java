package nightjar.recovery.authority;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;

/// The authority's keys in one file of mode 0600, each as PKCS #8 under AES-256-GCM, with the key from a passphrase by PBKDF2 with
/// HMAC-SHA-256; the public key is authenticated with its private one. For a maker without a hardware module; the passphrase belongs elsewhere than the file.
/// Safe for any thread because nothing changes after it was opened.
public final class FileKeystore implements AuthorityKeys {
  /// OWASP Password Storage Cheat Sheet, 2023: PBKDF2 with HMAC-SHA-256.
  private static final int ITERATIONS = 600_000;

  private static final int SALT_BYTES = 16;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  /// Salt and public keys in hexadecimal; private keys in base 64, each an initialisation vector and what AES-GCM made.
  private record Stored(
      int version,
      int kid,
      String salt,
      int iterations,
      String agreementPrivate,
      String agreementPublic,
      String auditPrivate,
      String auditPublic) {}

  private final int kid;
  private final PrivateKey agreement;
  private final Bytes agreementPublic;
  private final PrivateKey audit;
  private final Bytes auditPublic;
  private final byte[] pseudonymKey;

  private FileKeystore(Stored stored, PrivateKey agreement, PrivateKey audit, byte[] pseudonymKey) {
    this.kid = stored.kid;
    this.agreement = agreement;
    this.agreementPublic = Bytes.fromHex(stored.agreementPublic);
    this.audit = audit;
    this.auditPublic = Bytes.fromHex(stored.auditPublic);
    this.pseudonymKey = pseudonymKey;
  }

  /// Makes new keys; a file that exists is never overwritten.
  public static void create(Path path, int kid, char[] passphrase, RandomGenerator random) {
    var file = new PrivateFile(path);
    if (file.read().isPresent()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          path + " holds keys already",
          "Choose another folder, or keep these.");
    }
    if (passphrase.length < 15) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the passphrase has " + passphrase.length + " characters",
          "Choose 15 or more: who has the file and the passphrase can make codes.");
    }
    KeyPair agreement = Crypto.pair(RawKeys.P256);
    KeyPair audit = Crypto.pair(RawKeys.ED25519);
    String agreementPublic = hex(RawKeys.P256.raw(agreement.getPublic()));
    String auditPublic = hex(RawKeys.ED25519.raw(audit.getPublic()));
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    SecretKeySpec key = key(passphrase, salt, ITERATIONS);
    var stored =
        new Stored(
            1,
            kid,
            hex(Bytes.of(salt)),
            ITERATIONS,
            encrypt(agreement.getPrivate(), agreementPublic, key, random),
            agreementPublic,
            encrypt(audit.getPrivate(), auditPublic, key, random),
            auditPublic);
    file.replace(Bytes.of(new Json().write(stored).getBytes(StandardCharsets.UTF_8)));
  }

  public static FileKeystore open(Path path, char[] passphrase) {
    Bytes content =
        new PrivateFile(path)
            .read()
            .orElseThrow(() ->
                Fault.of(
                    Fault.Kind.NOT_FOUND, "no keys at " + path, "Run nightjar authority init."));
    String text = new String(content.toArray(), StandardCharsets.UTF_8);
    Stored stored = new Json().read(text, Stored.class, path.toString());
    try {
      byte[] salt = HexFormat.of().parseHex(stored.salt);
      SecretKeySpec key = key(passphrase, salt, Math.clamp(stored.iterations, 1, 100_000_000));
      PrivateKey agreement =
          decrypt(RawKeys.P256, stored.agreementPrivate, stored.agreementPublic, key);
      PrivateKey audit = decrypt(RawKeys.ED25519, stored.auditPrivate, stored.auditPublic, key);
      byte[] encoded = agreement.getEncoded();
      byte[] pseudonym = Crypto.hkdf(encoded, "NVR-RC/1 pseudonym", new byte[0], 32);
      Crypto.wipe(encoded);
      return new FileKeystore(stored, agreement, audit, pseudonym);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Fault.of(
          Fault.Kind.UNAUTHENTICATED,
          "the passphrase does not open " + path,
          "Give the passphrase the keys were made with.",
          e);
    }
  }

  @Override
  public int kid() {
    return kid;
  }

  @Override
  public Bytes publicKey() {
    return agreementPublic;
  }

  @Override
  public byte[] agree(Bytes device) {
    return Crypto.agree(RawKeys.P256, agreement, device);
  }

  @Override
  public RawKeys auditKind() {
    return RawKeys.ED25519;
  }

  @Override
  public Bytes auditPublic() {
    return auditPublic;
  }

  @Override
  public byte[] signHead(byte[] head) {
    return Crypto.sign(audit, head);
  }

  @Override
  public byte[] pseudonym(byte[] value) {
    return Crypto.hmac(pseudonymKey, value);
  }

  private static String encrypt(
      PrivateKey key, String publicKey, SecretKeySpec under, RandomGenerator random) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] encoded = key.getEncoded();
    try {
      byte[] box = cipher(Cipher.ENCRYPT_MODE, under, iv, publicKey).doFinal(encoded);
      byte[] whole = ByteBuffer.allocate(IV_BYTES + box.length).put(iv).put(box).array();
      return Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Crypto.wipe(encoded);
    }
  }

  private static PrivateKey decrypt(
      RawKeys kind, String base64, String publicKey, SecretKeySpec under)
      throws GeneralSecurityException {
    byte[] whole = Base64.getDecoder().decode(base64);
    byte[] iv = Arrays.copyOf(whole, IV_BYTES);
    byte[] box = Arrays.copyOfRange(whole, IV_BYTES, Math.max(IV_BYTES, whole.length));
    byte[] encoded = cipher(Cipher.DECRYPT_MODE, under, iv, publicKey).doFinal(box);
    try {
      return KeyFactory.getInstance(kind.algorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } finally {
      Crypto.wipe(encoded);
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] iv, String publicKey)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(publicKey.getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  private static SecretKeySpec key(char[] passphrase, byte[] salt, int iterations) {
    var spec = new PBEKeySpec(passphrase, salt, iterations, 256);
    try {
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      var aes = new SecretKeySpec(key, "AES");
      Crypto.wipe(key);
      return aes;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }
}
