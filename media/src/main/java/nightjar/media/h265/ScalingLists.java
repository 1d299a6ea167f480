package nightjar.media.h265;

import nightjar.media.bits.BitReader;

/// `scaling_list_data()` (ITU-T H.265, 7.3.4).
final class ScalingLists {
  private ScalingLists() {}

  static void skip(BitReader reader) {
    for (int size = 0; size < 4; size++) {
      for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
        skipOne(reader, size);
      }
    }
  }

  private static void skipOne(BitReader reader, int size) {
    if (!reader.flag()) {
      reader.unsignedGolomb(); // scaling_list_pred_matrix_id_delta
      return;
    }
    int coefficients = Math.min(64, 1 << (4 + 2 * size));
    if (size > 1) {
      reader.signedGolomb(); // scaling_list_dc_coef_minus8
    }
    for (int i = 0; i < coefficients && !reader.overrun(); i++) {
      reader.signedGolomb();
    }
  }
}
