package nightjar.store.crypt;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/// A cipher and the memory it works in. Owned by one call at a time.
final class Lane {
  /// One write of most fragments; what a lane holds is read or written at once.
  static final int BYTES = 256 << 10;

  /// The compiler makes AES instructions of a method only after some calls of it.
  private static final int STEP = 16 << 10;

  private static final int BLOCK = 16;

  final byte[] bytes = new byte[BYTES];
  private final Cipher cipher;
  private final byte[] skipped = new byte[BLOCK];

  Lane() {
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-CTR", e);
    }
  }

  /// Encrypts or decrypts, which are the same, the first `length` of [#bytes], which lie at `position` of the file's contents.
  void apply(FootageKey key, byte[] nonce, long position, int length) {
    try {
      cipher.init(
          Cipher.ENCRYPT_MODE, key.aes(), new IvParameterSpec(counter(nonce, position / BLOCK)));
      int into = (int) (position % BLOCK);
      if (into > 0) {
        cipher.update(skipped, 0, into, skipped.clone(), 0);
      }
      for (int at = 0; at < length; at += STEP) {
        int count = Math.min(STEP, length - at);
        cipher.update(bytes, at, count, bytes, at);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CTR", e);
    }
  }

  /// Big-endian, 128 bits, around the end to the beginning, as all implementations count.
  static byte[] counter(byte[] nonce, long blocks) {
    byte[] counter = nonce.clone();
    long carry = blocks;
    for (int i = BLOCK - 1; i >= 0 && carry != 0; i--) {
      carry += counter[i] & 0xff;
      counter[i] = (byte) carry;
      carry >>>= 8;
    }
    return counter;
  }
}
