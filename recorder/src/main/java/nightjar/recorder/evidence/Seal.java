package nightjar.recorder.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.json.Json;

/// A signed statement and the hashes of a file's pieces, as a box that players skip (ISO 14496-12, 11.1). Immutable.
///
/// ```
/// offset  size  field
///      0     4  size of the box, big-endian
///      4     4  "uuid"
///      8    16  3e6b0f0c-8f1d-4f0a-9d55-6e6a746576d1
///     24     1  version, 1
///     25     3  zero
///     28     4  S, size of the statement
///     32     S  statement, JSON in UTF-8
///   32+S     4  N, number of pieces
///   36+S   32N  SHA-256 of each piece of 262,144 bytes before the box; the last may be shorter
///      +    32  public key, Ed25519
///      +    64  signature over "nightjar-evidence\n" and everything from offset 24 to here
/// ```
final class Seal {
  static final int PIECE = 256 * 1024;
  static final int HASH = 32;

  /// Room for the hashes of a terabyte.
  static final int LARGEST = 160 << 20;

  /// Type and usertype: what the box is found by.
  static final byte[] MARK =
      HexFormat.of().parseHex("75756964" + "3e6b0f0c8f1d4f0a9d556e6a746576d1");

  private static final byte[] CONTEXT = "nightjar-evidence\n".getBytes(StandardCharsets.US_ASCII);
  private static final int FIXED = 4 + MARK.length + 4 + 4 + 4 + 32 + 64;
  private static final int LARGEST_STATEMENT = 8 << 20;

  private final byte[] statement;
  private final byte[] hashes;
  private final Bytes key;
  private final byte[] signature;

  Seal(byte[] statement, byte[] hashes, Bytes key, byte[] signature) {
    this.statement = statement;
    this.hashes = hashes;
    this.key = key;
    this.signature = signature;
  }

  static Seal of(Statement statement, byte[] hashes, EvidenceKey key) {
    return of(text(statement), hashes, key);
  }

  static Seal of(byte[] text, byte[] hashes, EvidenceKey key) {
    byte[] signature = key.sign(signed(text, hashes, key.open()));
    return new Seal(text, hashes, key.open(), signature);
  }

  /// Size of the box for a file of `length` bytes.
  static long length(Statement statement, long length) {
    return FIXED + text(statement).length + HASH * pieces(length);
  }

  static long pieces(long length) {
    return (length + PIECE - 1) / PIECE;
  }

  private static byte[] text(Statement statement) {
    return new Json().writeLine(statement).getBytes(StandardCharsets.UTF_8);
  }

  /// Whether `hash` is that of piece `number`.
  boolean isPiece(long number, byte[] hash) {
    int at = (int) number * HASH;
    return Arrays.equals(hash, 0, HASH, hashes, at, at + HASH);
  }

  int pieces() {
    return hashes.length / HASH;
  }

  Bytes key() {
    return key;
  }

  boolean genuine() {
    return EvidenceKey.signed(key, signed(statement, hashes, key), signature);
  }

  /// Throws a [nightjar.base.Fault] when it is no statement.
  Statement read() {
    return new Json()
        .read(new String(statement, StandardCharsets.UTF_8), Statement.class, "the statement");
  }

  byte[] box() {
    byte[] body = body(statement, hashes, key);
    return ByteBuffer.allocate(4 + MARK.length + body.length + signature.length)
        .putInt(4 + MARK.length + body.length + signature.length)
        .put(MARK)
        .put(body)
        .put(signature)
        .array();
  }

  private static byte[] signed(byte[] statement, byte[] hashes, Bytes key) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(CONTEXT);
    out.writeBytes(body(statement, hashes, key));
    return out.toByteArray();
  }

  private static byte[] body(byte[] statement, byte[] hashes, Bytes key) {
    return ByteBuffer.allocate(12 + statement.length + hashes.length + key.size())
        .putInt(1 << 24)
        .putInt(statement.length)
        .put(statement)
        .putInt(hashes.length / HASH)
        .put(hashes)
        .put(key.buffer())
        .array();
  }

  /// Of a whole box from its size on; empty when its parts do not fill it exactly.
  static Optional<Seal> parse(byte[] box) {
    ByteBuffer in = ByteBuffer.wrap(box);
    if (box.length < FIXED || in.getInt() != box.length) {
      return Optional.empty();
    }
    byte[] mark = new byte[MARK.length];
    in.get(mark);
    int version = in.getInt();
    int size = in.getInt();
    if (!Arrays.equals(mark, MARK)
        || version != 1 << 24
        || size < 0
        || size > LARGEST_STATEMENT
        || size > box.length - FIXED) {
      return Optional.empty();
    }
    byte[] statement = new byte[size];
    in.get(statement);
    int count = in.getInt();
    if (count < 0 || FIXED + (long) size + (long) HASH * count != box.length) {
      return Optional.empty();
    }
    byte[] hashes = new byte[HASH * count];
    byte[] key = new byte[32];
    byte[] signature = new byte[64];
    in.get(hashes).get(key).get(signature);
    return Optional.of(new Seal(statement, hashes, Bytes.of(key), signature));
  }
}
