package nightjar.cameras.scene;

import java.util.List;
import nightjar.media.codec.CodecConfig;

/// SPS and PPS for [AvcSliceCoder]'s slices (ITU-T H.264, 7.3.2 and Annex E).
final class AvcParameterSets {
  /// Table A-1: level_idc, macroblocks a second, macroblocks a frame, bits a second.
  private static final int[][] LEVELS = {
    {12, 6_000, 396, 384_000},
    {13, 11_880, 396, 768_000},
    {20, 11_880, 396, 2_000_000},
    {21, 19_800, 792, 4_000_000},
    {22, 20_250, 1_620, 4_000_000},
    {30, 40_500, 1_620, 10_000_000},
    {31, 108_000, 3_600, 14_000_000},
    {32, 216_000, 5_120, 20_000_000},
    {40, 245_760, 8_192, 20_000_000},
    {41, 245_760, 8_192, 50_000_000},
    {42, 522_240, 8_704, 50_000_000},
    {50, 589_824, 22_080, 135_000_000},
    {51, 983_040, 36_864, 240_000_000},
    {52, 2_073_600, 36_864, 240_000_000},
    {60, 4_177_920, 139_264, 240_000_000},
    {61, 8_355_840, 139_264, 480_000_000},
    {62, 16_711_680, 139_264, 800_000_000}
  };

  private AvcParameterSets() {}

  static CodecConfig.Avc config(SceneFormat format) {
    return new CodecConfig.Avc(
        List.of(NalUnits.whole(sps(format))),
        List.of(NalUnits.whole(pps())),
        format.width(),
        format.height());
  }

  private static BitWriter sps(SceneFormat format) {
    int columns = (format.width() + 15) / 16;
    int rows = (format.height() + 15) / 16;
    BitWriter bits = new BitWriter();
    bits.put(0x67, 8);
    // Baseline with constraint_set0 and 1: Constrained Baseline
    bits.put(66, 8);
    bits.put(0xc0, 8);
    bits.put(level(columns, rows, format), 8);
    bits.ue(0);
    bits.ue(AvcSliceCoder.FRAME_NUM_BITS - 4);
    bits.ue(2);
    bits.ue(1);
    bits.flag(false);
    bits.ue(columns - 1);
    bits.ue(rows - 1);
    bits.flag(true);
    bits.flag(true);
    int right = (columns * 16 - format.width()) / 2;
    int bottom = (rows * 16 - format.height()) / 2;
    bits.flag(right + bottom > 0);
    if (right + bottom > 0) {
      bits.ue(0);
      bits.ue(right);
      bits.ue(0);
      bits.ue(bottom);
    }
    bits.flag(true);
    vui(bits, format.framesPerSecond());
    bits.trailing();
    return bits;
  }

  private static void vui(BitWriter bits, int framesPerSecond) {
    // square samples
    bits.flag(true);
    bits.put(1, 8);
    bits.flag(false);
    // video_signal_type: limited range, BT.709
    bits.flag(true);
    bits.put(5, 3);
    bits.flag(false);
    bits.flag(true);
    bits.put(0x010101, 24);
    bits.flag(false);
    // timing_info: two ticks a frame, fixed_frame_rate_flag
    bits.flag(true);
    bits.put(1, 32);
    bits.put(2 * framesPerSecond, 32);
    bits.flag(true);
    // no HRD, no pic_struct
    bits.put(0, 3);
    // bitstream_restriction: no reordering, one reference
    bits.flag(true);
    bits.flag(true);
    bits.ue(0);
    bits.ue(0);
    bits.ue(0);
    bits.ue(0);
    bits.ue(0);
    bits.ue(1);
  }

  private static BitWriter pps() {
    BitWriter bits = new BitWriter();
    bits.put(0x68, 8);
    bits.ue(0);
    bits.ue(0);
    // CAVLC, no field order
    bits.put(0, 2);
    bits.ue(0);
    bits.ue(0);
    bits.ue(0);
    bits.put(0, 3);
    bits.se(AvcTransform.QP - 26);
    bits.se(0);
    bits.se(0);
    // deblocking_filter_control_present, constrained_intra_pred, no redundant pictures
    bits.put(0b110, 3);
    bits.trailing();
    return bits;
  }

  private static int level(int columns, int rows, SceneFormat format) {
    long size = (long) columns * rows;
    for (int[] level : LEVELS) {
      // A.3.1 f and g: neither side longer than sqrt(8 * MaxFS)
      if (size * format.framesPerSecond() <= level[1]
          && size <= level[2]
          && Math.max(columns, rows) <= Math.sqrt(8.0 * level[2])
          && format.bitsPerSecond() <= level[3]) {
        return level[0];
      }
    }
    return 62;
  }
}
