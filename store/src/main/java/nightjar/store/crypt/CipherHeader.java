package nightjar.store.crypt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import nightjar.base.Bytes;
import org.jspecify.annotations.Nullable;

/// The first 64 bytes of an encrypted file; behind them AES-256-CTR of the file as it would be without.
///
/// ```text
///  0   8  "NJSEALED"
///  8   1  format version = 1
///  9   7  0
/// 16  16  id of the key
/// 32  16  counter of the first block, drawn at random for each file
/// 48  16  HMAC-SHA-256 of bytes 0 to 47 under a key made of the file's, its first half
/// ```
///
/// @param version not 1 in a file of a newer program
/// @param whole the 64 bytes
record CipherHeader(int version, String keyId, Bytes nonce, Bytes whole) {
  static final int BYTES = 64;

  private static final byte[] MAGIC = "NJSEALED".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int ID_AT = 16;
  private static final int NONCE_AT = 32;
  private static final int TAG_AT = 48;

  static CipherHeader of(FootageKey key, byte[] nonce) {
    byte[] bytes = new byte[BYTES];
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    bytes[MAGIC.length] = VERSION;
    System.arraycopy(HexFormat.of().parseHex(key.id()), 0, bytes, ID_AT, NONCE_AT - ID_AT);
    System.arraycopy(nonce, 0, bytes, NONCE_AT, TAG_AT - NONCE_AT);
    System.arraycopy(key.tag(bytes, TAG_AT), 0, bytes, TAG_AT, BYTES - TAG_AT);
    return new CipherHeader(VERSION, key.id(), Bytes.of(nonce), Bytes.of(bytes));
  }

  /// What the beginning of a file says; null for a file that is not encrypted, and for a header that is not all there.
  static @Nullable CipherHeader parse(ByteBuffer beginning) {
    if (beginning.remaining() < BYTES) {
      return null;
    }
    Bytes whole = Bytes.copyOf(beginning, beginning.position(), BYTES);
    byte[] bytes = whole.toArray();
    if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return null;
    }
    return new CipherHeader(
        bytes[MAGIC.length] & 0xff,
        HexFormat.of().formatHex(bytes, ID_AT, NONCE_AT),
        whole.slice(NONCE_AT, TAG_AT),
        whole);
  }

  boolean isNewer() {
    return version > VERSION;
  }

  /// Whether nothing of it was changed since it was made with this key.
  boolean madeWith(FootageKey key) {
    byte[] bytes = whole.toArray();
    return MessageDigest.isEqual(key.tag(bytes, TAG_AT), Arrays.copyOfRange(bytes, TAG_AT, BYTES));
  }
}
