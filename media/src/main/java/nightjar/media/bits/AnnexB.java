package nightjar.media.bits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Start codes of the byte stream format (ITU-T H.264 and H.265, Annex B).
public final class AnnexB {
  /// Length of `00 00 01`.
  public static final int START_CODE = 3;

  private static final int BLOCK = 32;
  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long LOW = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private AnnexB() {}

  /// Index of the next `00 00 01` that lies wholly in `from` to `to`, or `to` when there is none.
  ///
  /// Runs over every byte a camera sends, and one in a hundred of those is zero: so it asks 32 places at once whether two zeros lie
  /// side by side, which no coder lets happen by chance (emulation prevention), and looks closer only there.
  public static int find(ByteBuffer source, int from, int to) {
    int i = from;
    for (; i + BLOCK < to; i += BLOCK) {
      if ((pairs(source, i) | pairs(source, i + 8) | pairs(source, i + 16) | pairs(source, i + 24))
          != 0) {
        int found = scan(source, i, Math.min(i + BLOCK, to - START_CODE + 1));
        if (found >= 0) {
          return found;
        }
      }
    }
    int found = scan(source, i, to - START_CODE + 1);
    return found >= 0 ? found : to;
  }

  /// Not 0 when one of the eight bytes at `index` is zero and the next is, too.
  private static long pairs(ByteBuffer source, int index) {
    long both = (long) WORDS.get(source, index) | (long) WORDS.get(source, index + 1);
    return (both - LOW) & ~both & HIGH;
  }

  /// Index of the first start code that begins in `from` to `end`, or -1.
  private static int scan(ByteBuffer source, int from, int end) {
    for (int i = from; i < end; i++) {
      if (source.get(i) == 0 && source.get(i + 1) == 0 && source.get(i + 2) == 1) {
        return i;
      }
    }
    return -1;
  }

  /// `to`, moved back over the zero bytes that end a NAL unit in a byte stream and are no part of it.
  public static int withoutTrailingZeros(ByteBuffer source, int from, int to) {
    int end = to;
    while (end > from && source.get(end - 1) == 0) {
      end--;
    }
    return end;
  }

  /// Index of the first byte of the NAL unit at `from`: behind a start code with any number of zeros, if there is one.
  public static int skipStartCode(ByteBuffer source, int from, int to) {
    int i = from;
    while (i < to && source.get(i) == 0) {
      i++;
    }
    return i - from >= 2 && i < to && source.get(i) == 1 ? i + 1 : from;
  }
}
