package nightjar.cameras.scene;

/// `residual_block_cavlc()` of ITU-T H.264, 7.3.5.3.2 and 9.2. Owned by one slice coder.
final class Cavlc {
  /// The class of nC for a chroma DC block.
  static final int CHROMA_DC = -1;

  private final BitWriter bits;
  private final int[] levels = new int[16];
  private final int[] runs = new int[16];

  Cavlc(BitWriter bits) {
    this.bits = bits;
  }

  /// Writes `levels[from, to)`, in scan order, of a block with context `nC`; returns the number of coefficients that are not zero.
  int write(int[] scan, int from, int to, int nC) {
    int total = 0;
    int zeros = 0;
    int run = 0;
    for (int i = from; i < to; i++) {
      if (scan[i] == 0) {
        run++;
      } else {
        levels[total] = scan[i];
        runs[total++] = run;
        zeros += run;
        run = 0;
      }
    }
    int ones = trailingOnes(total);
    token(nC, total, ones);
    if (total > 0) {
      signsAndLevels(total, ones);
      if (total < to - from) {
        totalZeros(nC, total, zeros);
        runsBefore(total, zeros);
      }
    }
    return total;
  }

  private int trailingOnes(int total) {
    int ones = 0;
    while (ones < 3 && ones < total && Math.abs(levels[total - 1 - ones]) == 1) {
      ones++;
    }
    return ones;
  }

  private void token(int nC, int total, int ones) {
    int at = 4 * total + ones;
    if (nC == CHROMA_DC) {
      bits.put(CavlcTables.CHROMA_TOKEN_CODES[at], CavlcTables.CHROMA_TOKEN_LENGTHS[at]);
    } else {
      int table = nC < 2 ? 0 : nC < 4 ? 1 : nC < 8 ? 2 : 3;
      bits.put(CavlcTables.TOKEN_CODES[table][at], CavlcTables.TOKEN_LENGTHS[table][at]);
    }
  }

  private void signsAndLevels(int total, int ones) {
    for (int i = total - 1; i >= total - ones; i--) {
      bits.flag(levels[i] < 0);
    }
    int suffixLength = total > 10 && ones < 3 ? 1 : 0;
    for (int i = total - 1 - ones; i >= 0; i--) {
      int level = levels[i];
      int code = level > 0 ? 2 * level - 2 : -2 * level - 1;
      if (i == total - 1 - ones && ones < 3) {
        code -= 2;
      }
      level(code, suffixLength);
      suffixLength = Math.max(1, suffixLength);
      if (Math.abs(level) > 3 << (suffixLength - 1) && suffixLength < 6) {
        suffixLength++;
      }
    }
  }

  /// `level_prefix` and `level_suffix`; at QP 28 no level needs a prefix above 15.
  private void level(int code, int suffixLength) {
    if (suffixLength == 0 && code >= 14) {
      if (code < 30) {
        bits.put(1, 15);
        bits.put(code - 14, 4);
      } else {
        bits.put(1, 16);
        bits.put(code - 30, 12);
      }
    } else if (code < 15 << suffixLength) {
      bits.put(1, (code >> suffixLength) + 1);
      bits.put(code, suffixLength);
    } else {
      bits.put(1, 16);
      bits.put(code - (15 << suffixLength), 12);
    }
  }

  private void totalZeros(int nC, int total, int zeros) {
    if (nC == CHROMA_DC) {
      bits.put(
          CavlcTables.CHROMA_ZEROS_CODES[total - 1][zeros],
          CavlcTables.CHROMA_ZEROS_LENGTHS[total - 1][zeros]);
    } else {
      bits.put(
          CavlcTables.ZEROS_CODES[total - 1][zeros], CavlcTables.ZEROS_LENGTHS[total - 1][zeros]);
    }
  }

  private void runsBefore(int total, int zeros) {
    int left = zeros;
    for (int i = total - 1; i > 0 && left > 0; i--) {
      int table = Math.min(left, 7) - 1;
      bits.put(CavlcTables.RUN_CODES[table][runs[i]], CavlcTables.RUN_LENGTHS[table][runs[i]]);
      left -= runs[i];
    }
  }
}
