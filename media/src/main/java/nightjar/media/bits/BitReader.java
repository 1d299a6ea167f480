package nightjar.media.bits;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;

/// Reads bits, most significant first, and the Exp-Golomb codes of H.264 and H.265 (ITU-T H.264, 9.1).
///
/// Never throws: behind the end every bit is 0 and [#overrun] is true for good, so a parser reads on and asks once.
/// Reused by [#set] and [#setNal], which allocate nothing. Owned by one thread.
public final class BitReader {
  private ByteBuffer source = ByteBuffer.allocate(0);
  private boolean escaped;
  private int next;
  private int end;
  private int zeros;
  private int current;
  private int left;
  private int position;
  private boolean overrun;

  /// Reads `length` bytes of `source` from absolute index `offset`, as they are.
  public BitReader set(ByteBuffer source, int offset, int length) {
    this.source = source;
    this.escaped = false;
    this.next = offset;
    this.end = offset + length;
    this.zeros = 0;
    this.left = 0;
    this.position = 0;
    this.overrun = false;
    return this;
  }

  /// As [#set], leaving out the emulation prevention bytes of a NAL unit (ITU-T H.264, 7.4.1).
  public BitReader setNal(ByteBuffer source, int offset, int length) {
    set(source, offset, length);
    this.escaped = true;
    return this;
  }

  public int bit() {
    if (left == 0) {
      load();
    }
    left--;
    position++;
    return (current >> left) & 1;
  }

  public boolean flag() {
    return bit() != 0;
  }

  /// An unsigned number of `count` bits, 0 to 32.
  public long bits(int count) {
    long value = 0;
    for (int missing = count; missing > 0; ) {
      if (left == 0) {
        load();
      }
      int taken = Math.min(missing, left);
      left -= taken;
      missing -= taken;
      value = (value << taken) | ((current >> left) & ((1 << taken) - 1));
    }
    position += count;
    return value;
  }

  /// An unsigned number of `count` bits, 0 to 31.
  public int number(int count) {
    return (int) bits(count);
  }

  public void skip(int count) {
    for (int missing = count; missing > 0 && !overrun; missing -= 32) {
      bits(Math.min(32, missing));
    }
  }

  /// `ue(v)`. A code above 2^32 - 2 counts as an overrun.
  public long unsignedGolomb() {
    int leading = 0;
    while (bit() == 0) {
      if (++leading > 32 || overrun) {
        overrun = true;
        return 0;
      }
    }
    return (1L << leading) - 1 + bits(leading);
  }

  /// `ue(v)` that must not be above `most`; a greater one counts as an overrun and gives 0.
  public int unsignedGolomb(int most) {
    long value = unsignedGolomb();
    if (value > most) {
      overrun = true;
      return 0;
    }
    return (int) value;
  }

  /// `se(v)`.
  public long signedGolomb() {
    long code = unsignedGolomb();
    return (code & 1) == 0 ? -(code >> 1) : (code + 1) >> 1;
  }

  /// Whether something behind the end, or not possible, was read.
  public boolean overrun() {
    return overrun;
  }

  /// Bits read, not counting emulation prevention.
  public int position() {
    return position;
  }

  /// Absolute index in the source behind the last byte of which a bit was read.
  public int index() {
    return next;
  }

  /// Whether all that is left is the stop bit and zero bits (`rbsp_trailing_bits`, and zero bytes behind them).
  public boolean atTrailingBits() {
    if (overrun || (left == 0 && next >= end)) {
      return false;
    }
    if (left == 0) {
      load();
    }
    return (current & ((1 << left) - 1)) == 1 << (left - 1);
  }

  /// The next `count` bits, aligned to the left and filled up with zero bits.
  public Bytes copy(int count) {
    byte[] copy = new byte[(count + 7) / 8];
    for (int i = 0; i < copy.length; i++) {
      int width = Math.min(8, count - 8 * i);
      copy[i] = (byte) (number(width) << (8 - width));
    }
    return Bytes.of(copy);
  }

  private void load() {
    left = 8;
    if (escaped && zeros == 2 && next < end && source.get(next) == 3) {
      next++;
      zeros = 0;
    }
    if (next >= end) {
      overrun = true;
      current = 0;
      return;
    }
    current = source.get(next++) & 0xff;
    zeros = current == 0 ? Math.min(2, zeros + 1) : 0;
  }
}
