package nightjar.cameras.scene;

/// Which CABAC contexts we use, where they are, and how they begin (ITU-T H.265, Tables 9-5 to 9-37).
final class HevcContexts {
  static final int CU_SKIP = 0;
  static final int PRED_MODE = 3;
  static final int PART_MODE = 4;
  static final int PREV_INTRA = 5;
  static final int INTRA_CHROMA = 6;
  static final int CBF_LUMA = 7;
  static final int CBF_CHROMA = 8;
  static final int LAST_X = 9;
  static final int LAST_Y = LAST_X + 18;
  static final int CODED_SUB_BLOCK = LAST_Y + 18;
  static final int SIGNIFICANT = CODED_SUB_BLOCK + 4;
  static final int GREATER_1 = SIGNIFICANT + 42;
  static final int GREATER_2 = GREATER_1 + 24;
  static final int COUNT = GREATER_2 + 6;

  /// In the order above; skip and prediction mode are not used in I slices. Only contexts of a transform tree without splits.
  private static final int[] I_SLICE = {
    154, 154, 154, 154, 184, 184, 63, 141, 94, 110, 110, 124, 125, 140, 153, 125, 127, 140, 109,
    111, 143, 127, 111, 79, 108, 123, 63, 110, 110, 124, 125, 140, 153, 125, 127, 140, 109, 111,
    143, 127, 111, 79, 108, 123, 63, 91, 171, 134, 141, 111, 111, 125, 110, 110, 94, 124, 108, 124,
    107, 125, 141, 179, 153, 125, 107, 125, 141, 179, 153, 125, 107, 125, 141, 179, 153, 125, 140,
    139, 182, 182, 152, 136, 152, 136, 153, 136, 139, 111, 136, 139, 111, 140, 92, 137, 138, 140,
    152, 138, 139, 153, 74, 149, 92, 139, 107, 122, 152, 140, 179, 166, 182, 140, 227, 122, 197,
    138, 153, 136, 167, 152, 152
  };

  private static final int[] P_SLICE = {
    197, 185, 201, 149, 154, 154, 152, 111, 149, 125, 110, 94, 110, 95, 79, 125, 111, 110, 78, 110,
    111, 111, 95, 94, 108, 123, 108, 125, 110, 94, 110, 95, 79, 125, 111, 110, 78, 110, 111, 111,
    95, 94, 108, 123, 108, 121, 140, 61, 154, 155, 154, 139, 153, 139, 123, 123, 63, 153, 166, 183,
    140, 136, 153, 154, 166, 183, 140, 136, 153, 154, 166, 183, 140, 136, 153, 154, 170, 153, 123,
    123, 107, 121, 107, 121, 167, 151, 183, 140, 151, 183, 140, 154, 196, 196, 167, 154, 152, 167,
    182, 182, 134, 149, 136, 153, 121, 136, 137, 169, 194, 166, 167, 154, 167, 137, 182, 107, 167,
    91, 122, 107, 167
  };

  private HevcContexts() {}

  /// The contexts at the start of a slice (9.3.2.2).
  static byte[] initial(boolean intraSlice, int qp) {
    int[] values = intraSlice ? I_SLICE : P_SLICE;
    byte[] contexts = new byte[COUNT];
    for (int i = 0; i < COUNT; i++) {
      int slope = (values[i] >> 4) * 5 - 45;
      int offset = ((values[i] & 15) << 3) - 16;
      int state = Math.clamp(((slope * qp) >> 4) + offset, 1, 126);
      contexts[i] = (byte) (state > 63 ? (state - 64) << 1 | 1 : (63 - state) << 1);
    }
    return contexts;
  }
}
