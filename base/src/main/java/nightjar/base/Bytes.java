package nightjar.base;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Immutable bytes with value equality, for what arrays cannot do inside a record.
public final class Bytes {
  private static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  public static Bytes empty() {
    return EMPTY;
  }

  public static Bytes of(byte... bytes) {
    return new Bytes(bytes.clone());
  }

  /// Copies `length` bytes at absolute index `offset`; the buffer's position does not move.
  public static Bytes copyOf(ByteBuffer source, int offset, int length) {
    byte[] copy = new byte[length];
    source.get(offset, copy);
    return new Bytes(copy);
  }

  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  public int size() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  /// The unsigned value at `index`.
  public int at(int index) {
    return array[index] & 0xff;
  }

  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(array, from, to));
  }

  /// A read-only view; nothing is copied.
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(array).asReadOnlyBuffer();
  }

  public byte[] toArray() {
    return array.clone();
  }

  /// Whether `length` bytes of `other` at absolute index `offset` are these bytes. Allocates nothing.
  public boolean matches(ByteBuffer other, int offset, int length) {
    if (length != array.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (array[i] != other.get(offset + i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Bytes other && Arrays.equals(array, other.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /// Hexadecimal, cut at 64 bytes.
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return array.length <= 64
        ? hex.formatHex(array)
        : hex.formatHex(array, 0, 64) + "... (" + array.length + " bytes)";
  }
}
