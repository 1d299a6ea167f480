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
  private static final long LOW = 0x0100010001000100L;
  private static final long HIGH = 0x8000800080008000L;

  private AnnexB() {}

  /// Index of the next `00 00 01` that lies wholly in `from` to `to`, or `to` when there is none.
  ///
  /// Runs over every byte a camera sends. Of two zeros side by side one is at every second place, so it asks 32 bytes at once
  /// whether one of those is zero, which one block in sixteen is, and looks closer there.
  public static int find(ByteBuffer source, int from, int to) {
    int i = from;
    for (; i + BLOCK < to; i += BLOCK) {
      if ((zeros(source, i) | zeros(source, i + 8) | zeros(source, i + 16) | zeros(source, i + 24))
          != 0) {
        int found = scan(source, Math.max(from, i - 1), Math.min(i + BLOCK, to - START_CODE + 1));
        if (found >= 0) {
          return found;
        }
      }
    }
    int found = scan(source, Math.max(from, i - 1), to - START_CODE + 1);
    return found >= 0 ? found : to;
  }

  /// Not 0 when one of four bytes, every second of the eight at `index`, is zero; now and then also when none is.
  private static long zeros(ByteBuffer source, int index) {
    long word = (long) WORDS.get(source, index);
    return (word - LOW) & ~word & HIGH;
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
