package nightjar.accounts.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import nightjar.base.Bytes;

/// One link of the chain: an entry, its number and time, and the hash over these bytes.
///
/// ```
/// offset  size  field
///      0     4  "NJA1"
///      4     8  number, big-endian; the first is 1
///     12     8  microseconds since 1970-01-01T00:00:00Z, big-endian
///     20    32  hash of the link before; zeros before the first
///     52        who, whoId, act, object, origin, outcome, detail: each a big-endian 16-bit length and that many bytes of UTF-8
/// hash = SHA-256 of all of it
/// ```
public record Link(long number, long atMicros, Entry entry, Bytes hash) {
  static final Bytes START = Bytes.of(new byte[32]);

  static Link after(Bytes previous, long number, long atMicros, Entry entry) {
    return new Link(number, atMicros, entry, hash(previous, number, atMicros, entry));
  }

  boolean follows(Bytes previous) {
    return hash(previous, number, atMicros, entry).equals(hash);
  }

  private static Bytes hash(Bytes previous, long number, long atMicros, Entry entry) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return Bytes.of(sha256.digest(canonical(previous, number, atMicros, entry)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static byte[] canonical(Bytes previous, long number, long atMicros, Entry entry) {
    var out = new ByteArrayOutputStream(256);
    out.writeBytes("NJA1".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(ByteBuffer.allocate(16).putLong(number).putLong(atMicros).array());
    out.writeBytes(previous.toArray());
    List<String> fields =
        List.of(
            entry.who(),
            entry.whoId(),
            entry.act(),
            entry.object(),
            entry.origin(),
            entry.outcome().name(),
            entry.detail());
    for (String field : fields) {
      byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
      out.write(utf8.length >>> 8);
      out.write(utf8.length);
      out.writeBytes(utf8);
    }
    return out.toByteArray();
  }
}
