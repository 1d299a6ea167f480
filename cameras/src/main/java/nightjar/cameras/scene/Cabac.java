package nightjar.cameras.scene;

/// The arithmetic coder of ITU-T H.265, 9.3.4.
///
/// `low` holds the ten bits the standard calls ivlLow below bits still to go out; a carry runs back into what was written,
/// for which the slice data must begin behind a byte that is not 0xff. Owned by one slice coder.
final class Cabac {
  /// Table 9-46: range of the less probable symbol, four a state.
  private static final int[] LPS_RANGE = {
    128, 176, 208, 240, 128, 167, 197, 227, 128, 158, 187, 216, 123, 150, 178, 205, 116, 142, 169,
    195, 111, 135, 160, 185, 105, 128, 152, 175, 100, 122, 144, 166, 95, 116, 137, 158, 90, 110,
    130, 150, 85, 104, 123, 142, 81, 99, 117, 135, 77, 94, 111, 128, 73, 89, 105, 122, 69, 85, 100,
    116, 66, 80, 95, 110, 62, 76, 90, 104, 59, 72, 86, 99, 56, 69, 81, 94, 53, 65, 77, 89, 51, 62,
    73, 85, 48, 59, 69, 80, 46, 56, 66, 76, 43, 53, 63, 72, 41, 50, 59, 69, 39, 48, 56, 65, 37, 45,
    54, 62, 35, 43, 51, 59, 33, 41, 48, 56, 32, 39, 46, 53, 30, 37, 43, 50, 29, 35, 41, 48, 27, 33,
    39, 45, 26, 31, 37, 43, 24, 30, 35, 41, 23, 28, 33, 39, 22, 27, 32, 37, 21, 26, 30, 35, 20, 24,
    29, 33, 19, 23, 27, 31, 18, 22, 26, 30, 17, 21, 25, 28, 16, 20, 23, 27, 15, 19, 22, 25, 14, 18,
    21, 24, 14, 17, 20, 23, 13, 16, 19, 22, 12, 15, 18, 21, 12, 14, 17, 20, 11, 14, 16, 19, 11, 13,
    15, 18, 10, 12, 15, 17, 10, 12, 14, 16, 9, 11, 13, 15, 9, 11, 12, 14, 8, 10, 12, 14, 8, 9, 11,
    13, 7, 9, 11, 12, 7, 9, 10, 12, 7, 8, 10, 11, 6, 8, 9, 11, 6, 7, 9, 10, 6, 7, 8, 9, 2, 2, 2, 2
  };

  /// Table 9-47, transIdxLps.
  private static final int[] AFTER_LPS = {
    0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9, 11, 11, 12, 13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21,
    21, 22, 22, 23, 24, 24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33, 33, 33, 34,
    34, 35, 35, 35, 36, 36, 36, 37, 37, 37, 38, 38, 63
  };

  private final BitWriter bits;

  /// Per context: state in the high bits, more probable symbol in the lowest.
  private final byte[] contexts = new byte[HevcContexts.COUNT];

  private int low;
  private int range;

  /// Bits waiting above the ten of `low`, less eight; the very first bit is never sent.
  private int waiting;

  Cabac(BitWriter bits) {
    this.bits = bits;
  }

  void start(byte[] initial) {
    System.arraycopy(initial, 0, contexts, 0, contexts.length);
    low = 0;
    range = 510;
    waiting = -9;
  }

  /// Codes a bin with its context.
  void code(int context, int bin) {
    int model = contexts[context];
    int state = model >> 1;
    int lps = LPS_RANGE[state * 4 + (range >> 6 & 3)];
    range -= lps;
    if ((model & 1) == bin) {
      contexts[context] = (byte) (state < 62 ? model + 2 : model);
    } else {
      low += range;
      range = lps;
      int symbol = state == 0 ? 1 - (model & 1) : model & 1;
      contexts[context] = (byte) (AFTER_LPS[state] << 1 | symbol);
    }
    renormalise();
  }

  /// Codes the `count` (at most 17) low bits of `value`, each as likely as not.
  void bypass(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      low <<= 1;
      if ((value >> i & 1) != 0) {
        low += range;
      }
      waiting++;
      output();
    }
  }

  /// `end_of_slice_segment_flag` of a block that is not the last.
  void goOn() {
    range -= 2;
    renormalise();
  }

  /// `end_of_slice_segment_flag` of the last block, and the slice's trailing bits.
  void finish() {
    low = (low + range - 2) | 1;
    low <<= 9;
    waiting += 9;
    output();
    output();
    low <<= -waiting;
    waiting = 0;
    output();
  }

  private void renormalise() {
    int shift = Integer.numberOfLeadingZeros(range) - 23;
    if (shift > 0) {
      range <<= shift;
      low <<= shift;
      waiting += shift;
      output();
    }
  }

  private void output() {
    if (waiting >= 0) {
      int out = low >>> (waiting + 10);
      low &= (0x400 << waiting) - 1;
      waiting -= 8;
      if (out > 0xff) {
        bits.carry();
      }
      bits.putByte(out);
    }
  }
}
