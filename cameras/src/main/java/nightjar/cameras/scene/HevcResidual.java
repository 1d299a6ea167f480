package nightjar.cameras.scene;

/// `residual_coding()` of ITU-T H.265, 7.3.8.11, for one size of block and up-right diagonal scan. Owned by one slice coder.
final class HevcResidual {
  /// Up-right diagonal scan of 4x4 (6.5.3), as y * 4 + x.
  private static final int[] DIAGONAL_4 = {0, 4, 1, 8, 5, 2, 12, 9, 6, 3, 13, 10, 7, 14, 11, 15};

  private static final int[] DIAGONAL_2 = {0, 2, 1, 3};

  /// Prefix of a last position (9.3.4.2.3), and the first position it stands for.
  private static final int[] LAST_PREFIX = {0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7};

  private static final int[] PREFIX_FIRST = {0, 1, 2, 3, 4, 6, 8, 12};

  private final Cabac cabac;
  private final int log2;
  private final boolean chroma;
  private final int[] subScan;
  private final int subWidth;
  private final boolean[] coded;
  private final int[] levels = new int[16];

  HevcResidual(Cabac cabac, int log2, boolean chroma) {
    this.cabac = cabac;
    this.log2 = log2;
    this.chroma = chroma;
    subWidth = 1 << (log2 - 2);
    subScan = log2 == 4 ? DIAGONAL_4 : DIAGONAL_2;
    coded = new boolean[subScan.length];
  }

  /// Writes a block of levels in raster order, at least one of them not zero.
  void write(int[] block) {
    int lastSub = subScan.length - 1;
    while (!hasLevels(block, subScan[lastSub])) {
      coded[subScan[lastSub]] = false;
      lastSub--;
    }
    int last = 15;
    while (block[index(subScan[lastSub], last)] == 0) {
      last--;
    }
    int at = index(subScan[lastSub], last);
    writeLast(at & (1 << log2) - 1, at >> log2);
    boolean greaterBefore = false;
    for (int i = lastSub; i >= 0; i--) {
      int sub = subScan[i];
      coded[sub] = i == lastSub || i == 0 || hasLevels(block, sub);
      int around = around(sub);
      if (i < lastSub && i > 0) {
        int context = (around != 0 ? 1 : 0) + (chroma ? 2 : 0);
        cabac.code(HevcContexts.CODED_SUB_BLOCK + context, coded[sub] ? 1 : 0);
      }
      if (coded[sub]) {
        int count = significance(block, sub, i, i == lastSub ? last : 16, i == lastSub, around);
        if (count > 0) {
          int set = (i == 0 || chroma ? 0 : 2) + (greaterBefore ? 1 : 0);
          greaterBefore = writeLevels(count, set);
        }
      }
    }
  }

  private boolean hasLevels(int[] block, int sub) {
    int any = 0;
    for (int n = 0; n < 16; n++) {
      any |= block[index(sub, n)];
    }
    return any != 0;
  }

  /// Raster index of place `n` of sub-block `sub`'s scan.
  private int index(int sub, int n) {
    int x = sub % subWidth * 4 + (DIAGONAL_4[n] & 3);
    int y = sub / subWidth * 4 + (DIAGONAL_4[n] >> 2);
    return (y << log2) + x;
  }

  /// Bit 0: the sub-block to the right has levels; bit 1: the one below.
  private int around(int sub) {
    int right = (sub + 1) % subWidth != 0 && coded[sub + 1] ? 1 : 0;
    int below = sub + subWidth < coded.length && coded[sub + subWidth] ? 2 : 0;
    return right | below;
  }

  private void writeLast(int x, int y) {
    lastPrefix(HevcContexts.LAST_X, LAST_PREFIX[x]);
    lastPrefix(HevcContexts.LAST_Y, LAST_PREFIX[y]);
    lastSuffix(x);
    lastSuffix(y);
  }

  private void lastPrefix(int context, int prefix) {
    int offset = chroma ? 15 : 3 * (log2 - 2) + ((log2 - 1) >> 2);
    int shift = chroma ? log2 - 2 : (log2 + 1) >> 2;
    for (int i = 0; i < prefix; i++) {
      cabac.code(context + offset + (i >> shift), 1);
    }
    if (prefix < 2 * log2 - 1) {
      cabac.code(context + offset + (prefix >> shift), 0);
    }
  }

  private void lastSuffix(int position) {
    int prefix = LAST_PREFIX[position];
    if (prefix > 3) {
      cabac.bypass(position - PREFIX_FIRST[prefix], (prefix >> 1) - 1);
    }
  }

  /// Writes which places before `end` are not zero, and collects those levels, highest place first; returns how many.
  private int significance(int[] block, int sub, int i, int end, boolean last, int around) {
    int count = 0;
    if (last) {
      levels[count++] = block[index(sub, end)];
    }
    boolean inferFirst = i > 0 && !last;
    for (int n = end - 1; n >= 0; n--) {
      int level = block[index(sub, n)];
      if (n > 0 || !inferFirst || count > 0) {
        cabac.code(
            HevcContexts.SIGNIFICANT + significanceContext(sub, n, around), level != 0 ? 1 : 0);
      }
      if (level != 0) {
        levels[count++] = level;
      }
    }
    return count;
  }

  /// 9.3.4.2.5
  private int significanceContext(int sub, int n, int around) {
    int x = DIAGONAL_4[n] & 3;
    int y = DIAGONAL_4[n] >> 2;
    int context;
    if (sub == 0 && n == 0) {
      context = 0;
    } else {
      context =
          switch (around) {
            case 0 -> x + y == 0 ? 2 : x + y < 3 ? 1 : 0;
            case 1 -> y == 0 ? 2 : y == 1 ? 1 : 0;
            case 2 -> x == 0 ? 2 : x == 1 ? 1 : 0;
            default -> 2;
          };
      if (chroma) {
        context += log2 == 3 ? 9 : 12;
      } else {
        context += (sub > 0 ? 3 : 0) + (log2 == 3 ? 9 : 21);
      }
    }
    return chroma ? 27 + context : context;
  }

  /// Writes what the levels are; true when one of the first eight is above one.
  private boolean writeLevels(int count, int set) {
    int first = HevcContexts.GREATER_1 + (chroma ? 16 : 0) + 4 * set;
    int step = 1;
    int firstGreater = -1;
    for (int i = 0; i < Math.min(8, count); i++) {
      boolean greater = Math.abs(levels[i]) > 1;
      cabac.code(first + step, greater ? 1 : 0);
      if (greater) {
        step = 0;
        firstGreater = firstGreater < 0 ? i : firstGreater;
      } else if (step > 0 && step < 3) {
        step++;
      }
    }
    if (firstGreater >= 0) {
      int context = HevcContexts.GREATER_2 + (chroma ? 4 : 0) + set;
      cabac.code(context, Math.abs(levels[firstGreater]) > 2 ? 1 : 0);
    }
    for (int i = 0; i < count; i++) {
      cabac.bypass(levels[i] < 0 ? 1 : 0, 1);
    }
    int rice = 0;
    for (int i = 0; i < count; i++) {
      int level = Math.abs(levels[i]);
      int base = i >= 8 ? 1 : firstGreater < 0 || i < firstGreater ? 2 : i == firstGreater ? 3 : 2;
      if (level >= base) {
        writeRemaining(level - base, rice);
        if (level > 3 << rice) {
          rice = Math.min(4, rice + 1);
        }
      }
    }
    return firstGreater >= 0;
  }

  /// `coeff_abs_level_remaining` (9.3.3.11).
  private void writeRemaining(int value, int rice) {
    if (value < 3 << rice) {
      int prefix = value >> rice;
      cabac.bypass((1 << (prefix + 1)) - 2, prefix + 1);
      cabac.bypass(value, rice);
    } else {
      int length = rice;
      int left = value - (3 << rice);
      while (left >= 1 << length) {
        left -= 1 << length++;
      }
      int ones = 3 + length - rice;
      cabac.bypass((1 << (ones + 1)) - 2, ones + 1);
      cabac.bypass(left, length);
    }
  }
}
