package nightjar.accounts.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nightjar.base.Bytes;

/// The newest link that was written: its number and hash.
public record Head(long number, Bytes hash) {
  static final Head START = new Head(0, Link.START);

  byte[] bytes() {
    return ByteBuffer.allocate(44)
        .put("NJAH".getBytes(StandardCharsets.US_ASCII))
        .putLong(number)
        .put(hash.buffer())
        .array();
  }
}
