package nightjar.recovery.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// The JDK's algorithms without their checked exceptions. What any JDK 25 must have cannot be missing.
public final class Crypto {
  private Crypto() {}

  public static byte[] hkdf(byte[] secret, String salt, byte[] info, int length) {
    try {
      var spec =
          HKDFParameterSpec.ofExtract()
              .addIKM(new SecretKeySpec(secret, "Generic"))
              .addSalt(salt.getBytes(StandardCharsets.UTF_8))
              .thenExpand(info, length);
      return KDF.getInstance("HKDF-SHA256").deriveData(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The shared secret. An all-zero one, which a crafted X25519 key gives, is refused (RFC 7748, 6.1).
  public static byte[] agree(RawKeys kind, PrivateKey mine, Bytes theirs) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance(kind == RawKeys.P256 ? "ECDH" : "X25519");
      agreement.init(mine);
      agreement.doPhase(kind.key(theirs), true);
      byte[] secret = agreement.generateSecret();
      if (MessageDigest.isEqual(secret, new byte[secret.length])) {
        throw weak(null);
      }
      return secret;
    } catch (GeneralSecurityException e) {
      throw weak(e);
    }
  }

  public static KeyPair pair(RawKeys kind) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.algorithm());
      if (kind == RawKeys.P256) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether `signature` is the key's; false for anything malformed.
  public static boolean verify(String algorithm, PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance(algorithm);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// As much as a JVM can forget.
  public static void wipe(byte[]... secrets) {
    for (byte[] secret : secrets) {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static Fault weak(@Nullable Throwable cause) {
    String what = "no key can be agreed with this public key";
    String advice = "Register the device again from the file it wrote itself.";
    return cause == null
        ? Fault.of(Fault.Kind.INVALID, what, advice)
        : Fault.of(Fault.Kind.INVALID, what, advice, cause);
  }
}
