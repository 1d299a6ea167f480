package nightjar.media.h265;

import java.util.Arrays;
import nightjar.media.bits.BitReader;

/// The list of `st_ref_pic_set()` (ITU-T H.265, 7.3.7). A set may be told as a change of the one before, and then the number
/// of its bits depends on that one's pictures, so skipping them means reading them.
final class ReferencePictureSets {
  private static final int MAX_SETS = 64;
  private static final int MAX_PICTURES = 16;

  private ReferencePictureSets() {}

  static void skip(BitReader reader) {
    int sets = reader.unsignedGolomb(MAX_SETS);
    int[] pictures = {};
    for (int i = 0; i < sets && !reader.overrun(); i++) {
      pictures = i > 0 && reader.flag() ? predicted(reader, pictures) : listed(reader);
    }
  }

  /// Picture order distances, past ones first, nearest first (7.4.8).
  private static int[] listed(BitReader reader) {
    int past = reader.unsignedGolomb(MAX_PICTURES);
    int future = reader.unsignedGolomb(MAX_PICTURES);
    int[] pictures = new int[past + future];
    for (int i = 0; i < pictures.length; i++) {
      int before = i == 0 || i == past ? 0 : pictures[i - 1];
      int step = reader.unsignedGolomb(0x7fff) + 1;
      pictures[i] = i < past ? before - step : before + step;
      reader.bit(); // used_by_curr_pic_flag
    }
    return pictures;
  }

  private static int[] predicted(BitReader reader, int[] reference) {
    boolean negative = reader.flag();
    int step = reader.unsignedGolomb(0x7fff) + 1;
    int delta = negative ? -step : step;
    int[] found = new int[reference.length + 1];
    int count = 0;
    for (int i = 0; i <= reference.length; i++) {
      boolean used = reader.flag(); // used_by_curr_pic_flag
      boolean kept = used || reader.flag(); // use_delta_flag
      int distance = delta + (i < reference.length ? reference[i] : 0);
      if (kept && distance != 0) {
        found[count++] = distance;
      }
    }
    return ordered(Arrays.copyOf(found, Math.min(count, 2 * MAX_PICTURES)));
  }

  private static int[] ordered(int[] distances) {
    int[] sorted = distances.clone();
    Arrays.sort(sorted);
    int past = 0;
    while (past < sorted.length && sorted[past] < 0) {
      past++;
    }
    int[] result = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      result[i] = i < past ? sorted[past - 1 - i] : sorted[i];
    }
    return result;
  }
}
