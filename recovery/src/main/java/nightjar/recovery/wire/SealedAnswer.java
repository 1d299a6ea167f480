package nightjar.recovery.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;

/// A temporary password on its way to one requester, whom nobody between can impersonate or listen for: ephemeral ECDH on P-256,
/// HKDF-SHA-256, AES-256-GCM, as docs/design/recovery.md lays out. Every key seals one message, so the nonce is constant.
public final class SealedAnswer {
  private static final String SALT = "NVR-RC/1 answer";
  private static final int POINT = 65;
  private static final int TAG_BITS = 128;

  private SealedAnswer() {}

  public static Bytes seal(TemporaryPassword password, String requestId, Bytes requester) {
    KeyPair ephemeral = Crypto.pair(RawKeys.P256);
    Bytes point = RawKeys.P256.raw(ephemeral.getPublic());
    byte[] secret = Crypto.agree(RawKeys.P256, ephemeral.getPrivate(), requester);
    byte[] plain = password.reveal().getBytes(StandardCharsets.US_ASCII);
    try {
      byte[] box =
          cipher(Cipher.ENCRYPT_MODE, key(secret, requestId, point, requester), requestId)
              .doFinal(plain);
      return Bytes.of(ByteBuffer.allocate(POINT + box.length).put(point.buffer()).put(box).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Crypto.wipe(plain);
    }
  }

  /// What the requester reads; empty when it was sealed for somebody else, for another request, or changed on the way.
  public static Optional<String> open(
      Bytes sealed, String requestId, PrivateKey own, Bytes ownPublic) {
    if (sealed.size() <= POINT + TAG_BITS / 8) {
      return Optional.empty();
    }
    Bytes point = sealed.slice(0, POINT);
    try {
      byte[] secret = Crypto.agree(RawKeys.P256, own, point);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, key(secret, requestId, point, ownPublic), requestId)
              .doFinal(sealed.slice(POINT, sealed.size()).toArray());
      return Optional.of(new String(plain, StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException | Fault e) {
      return Optional.empty();
    }
  }

  /// Wipes `secret`.
  private static byte[] key(byte[] secret, String requestId, Bytes ephemeral, Bytes requester) {
    byte[] info =
        new Tlv().text(1, requestId).bytes(0x20, ephemeral).bytes(0x21, requester).toArray();
    try {
      return Crypto.hkdf(secret, SALT, info, 32);
    } finally {
      Crypto.wipe(secret);
    }
  }

  private static Cipher cipher(int mode, byte[] key, String requestId)
      throws GeneralSecurityException {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[12]));
      cipher.updateAAD(requestId.getBytes(StandardCharsets.UTF_8));
      return cipher;
    } finally {
      Crypto.wipe(key);
    }
  }
}
