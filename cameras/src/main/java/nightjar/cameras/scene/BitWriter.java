package nightjar.cameras.scene;

import java.util.Arrays;

/// Bits, most significant first, into an array that grows. Owned by one slice coder.
final class BitWriter {
  private byte[] array = new byte[4096];
  private int bytes;
  private long pending;
  private int pendingBits;

  void clear() {
    bytes = 0;
    pending = 0;
    pendingBits = 0;
  }

  /// The `count` (0 to 32) low bits of `value`.
  void put(int value, int count) {
    pending = pending << count | (value & (1L << count) - 1);
    pendingBits += count;
    if (pendingBits >= 32) {
      flushWord();
    }
  }

  /// Exp-Golomb, unsigned (ITU-T H.264, 9.1; H.265, 9.2).
  void ue(int value) {
    int coded = value + 1;
    int length = 32 - Integer.numberOfLeadingZeros(coded);
    put(0, length - 1);
    put(coded, length);
  }

  /// Exp-Golomb, signed.
  void se(int value) {
    ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  void flag(boolean value) {
    put(value ? 1 : 0, 1);
  }

  /// `rbsp_trailing_bits()`: a one, then zeros up to a whole byte.
  void trailing() {
    put(1, 1);
    put(0, -pendingBits & 7);
  }

  /// Appends a byte of an arithmetic coder; only at a whole byte.
  void putByte(int value) {
    put(value & 0xff, 8);
  }

  /// Adds one to all that was written, as a number; only at a whole byte.
  void carry() {
    int at = flush() - 1;
    bytes = at + 1;
    pending = 0;
    pendingBits = 0;
    while (++array[at] == 0) {
      at--;
    }
  }

  long bitLength() {
    return 8L * bytes + pendingBits;
  }

  /// Makes [#array] hold every whole and begun byte, and tells how many those are. Writing may go on.
  int flush() {
    ensure(8);
    int left = pendingBits;
    int end = bytes;
    while (left >= 8) {
      left -= 8;
      array[end++] = (byte) (pending >>> left);
    }
    if (left > 0) {
      array[end++] = (byte) (pending << (8 - left));
    }
    return end;
  }

  /// Valid up to what [#flush] returned, until the next write.
  byte[] array() {
    return array;
  }

  byte[] toArray() {
    return Arrays.copyOf(array, flush());
  }

  private void flushWord() {
    ensure(4);
    int word = (int) (pending >>> (pendingBits - 32));
    array[bytes] = (byte) (word >>> 24);
    array[bytes + 1] = (byte) (word >>> 16);
    array[bytes + 2] = (byte) (word >>> 8);
    array[bytes + 3] = (byte) word;
    bytes += 4;
    pendingBits -= 32;
  }

  private void ensure(int more) {
    if (bytes + more > array.length) {
      array = Arrays.copyOf(array, array.length * 2);
    }
  }
}
