package nightjar.recovery.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nightjar.base.Bytes;

/// Tag, length, value: one byte, two bytes big-endian, the bytes. There is one way to write anything, so what is signed or
/// hashed has one form.
/// Owned by the method that builds it.
public final class Tlv {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int last;

  public Tlv bytes(int tag, Bytes value) {
    if (tag <= last || tag > 0xff || value.size() > 0xffff) {
      throw new IllegalArgumentException("tag " + tag + " of " + value.size() + " bytes");
    }
    last = tag;
    out.write(tag);
    out.write(value.size() >> 8);
    out.write(value.size());
    out.writeBytes(value.toArray());
    return this;
  }

  public Tlv text(int tag, String value) {
    return bytes(tag, Bytes.of(value.getBytes(StandardCharsets.UTF_8)));
  }

  public Tlv number(int tag, int value) {
    return bytes(tag, Bytes.of((byte) value));
  }

  public Tlv wideNumber(int tag, int value) {
    return bytes(tag, Bytes.of((byte) (value >> 8), (byte) value));
  }

  public byte[] toArray() {
    return out.toByteArray();
  }

  /// The values by tag; empty unless the whole of `source` is well formed with ascending tags.
  static Optional<NavigableMap<Integer, Bytes>> parse(Bytes source) {
    ByteBuffer in = source.buffer();
    NavigableMap<Integer, Bytes> values = new TreeMap<>();
    int last = 0;
    while (in.remaining() >= 3) {
      int tag = in.get() & 0xff;
      int length = in.getShort() & 0xffff;
      if (tag <= last || length > in.remaining()) {
        return Optional.empty();
      }
      values.put(tag, source.slice(in.position(), in.position() + length));
      in.position(in.position() + length);
      last = tag;
    }
    return in.hasRemaining() ? Optional.empty() : Optional.of(values);
  }

  /// The value as text; empty when it is not UTF-8.
  static Optional<String> utf8(Bytes value) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(value.buffer()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
