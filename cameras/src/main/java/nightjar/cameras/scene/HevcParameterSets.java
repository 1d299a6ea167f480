package nightjar.cameras.scene;

import java.util.List;
import nightjar.media.codec.CodecConfig;

/// VPS, SPS and PPS for [HevcSliceCoder]'s slices (ITU-T H.265, 7.3.2 and Annex E).
final class HevcParameterSets {
  /// Tables A.8 and A.9: general_level_idc, luma samples a picture, luma samples a second, bits a second in Main tier.
  private static final long[][] LEVELS = {
    {30, 36_864, 552_960, 128_000},
    {60, 122_880, 3_686_400, 1_500_000},
    {63, 245_760, 7_372_800, 3_000_000},
    {90, 552_960, 16_588_800, 6_000_000},
    {93, 983_040, 33_177_600, 10_000_000},
    {120, 2_228_224, 66_846_720, 12_000_000},
    {123, 2_228_224, 133_693_440, 20_000_000},
    {150, 8_912_896, 267_386_880, 25_000_000},
    {153, 8_912_896, 534_773_760, 40_000_000},
    {156, 8_912_896, 1_069_547_520, 60_000_000},
    {180, 35_651_584, 1_069_547_520, 60_000_000},
    {183, 35_651_584, 2_139_095_040, 120_000_000},
    {186, 35_651_584, 4_278_190_080L, 240_000_000}
  };

  /// Compatible with Main and Main 10.
  private static final int COMPATIBILITY = 0x6000_0000;

  /// progressive_source_flag and frame_only_constraint_flag, of 48 bits.
  private static final long CONSTRAINTS = 0x9000_0000_0000L;

  private HevcParameterSets() {}

  static CodecConfig.Hevc config(SceneFormat format) {
    return new CodecConfig.Hevc(
        List.of(NalUnits.whole(vps(format))),
        List.of(NalUnits.whole(sps(format))),
        List.of(NalUnits.whole(pps())),
        new CodecConfig.HevcProfile(
            0, false, 1, COMPATIBILITY, CONSTRAINTS, level(format), 1, 8, 8, 1, true),
        format.width(),
        format.height());
  }

  private static BitWriter vps(SceneFormat format) {
    BitWriter bits = new BitWriter();
    bits.put(0x4001, 16);
    bits.put(0, 4);
    // base layer internal and available, one layer
    bits.put(0b11, 2);
    bits.put(0, 9);
    bits.flag(true);
    bits.put(0xffff, 16);
    profile(bits, format);
    buffering(bits);
    bits.put(0, 6);
    bits.ue(0);
    bits.flag(true);
    timing(bits, format);
    bits.ue(0);
    bits.flag(false);
    bits.trailing();
    return bits;
  }

  private static BitWriter sps(SceneFormat format) {
    int columns = (format.width() + 15) / 16;
    int rows = (format.height() + 15) / 16;
    BitWriter bits = new BitWriter();
    bits.put(0x4201, 16);
    bits.put(0, 7);
    bits.flag(true);
    profile(bits, format);
    bits.ue(0);
    bits.ue(1);
    bits.ue(columns * 16);
    bits.ue(rows * 16);
    int right = (columns * 16 - format.width()) / 2;
    int bottom = (rows * 16 - format.height()) / 2;
    bits.flag(right + bottom > 0);
    if (right + bottom > 0) {
      bits.ue(0);
      bits.ue(right);
      bits.ue(0);
      bits.ue(bottom);
    }
    bits.ue(0);
    bits.ue(0);
    bits.ue(HevcSliceCoder.POC_BITS - 4);
    buffering(bits);
    // coding blocks 16, transform blocks 4 to 16, never split
    bits.ue(1);
    bits.ue(0);
    bits.ue(0);
    bits.ue(2);
    bits.ue(0);
    bits.ue(0);
    // no scaling lists, AMP, SAO, PCM
    bits.put(0, 4);
    // one reference picture set: the picture before
    bits.ue(1);
    bits.ue(1);
    bits.ue(0);
    bits.ue(0);
    bits.flag(true);
    // no long-term references, temporal vectors, strong smoothing
    bits.put(0, 3);
    bits.flag(true);
    vui(bits, format);
    bits.flag(false);
    bits.trailing();
    return bits;
  }

  private static void vui(BitWriter bits, SceneFormat format) {
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
    // chroma location, neutral chroma, fields, field info, display window
    bits.put(0, 5);
    bits.flag(true);
    timing(bits, format);
    bits.put(0, 2);
  }

  /// One tick a picture.
  private static void timing(BitWriter bits, SceneFormat format) {
    bits.put(1, 32);
    bits.put(format.framesPerSecond(), 32);
    bits.flag(true);
    bits.ue(0);
  }

  /// `profile_tier_level()`: Main profile, Main tier.
  private static void profile(BitWriter bits, SceneFormat format) {
    bits.put(1, 8);
    bits.put(COMPATIBILITY, 32);
    bits.put((int) (CONSTRAINTS >> 32), 16);
    bits.put((int) CONSTRAINTS, 32);
    bits.put(level(format), 8);
  }

  /// Two pictures, no reordering.
  private static void buffering(BitWriter bits) {
    bits.flag(true);
    bits.ue(1);
    bits.ue(0);
    bits.ue(0);
  }

  private static BitWriter pps() {
    BitWriter bits = new BitWriter();
    bits.put(0x4401, 16);
    bits.ue(0);
    bits.ue(0);
    // dependent slices, output flag, extra bits (3), sign hiding, cabac_init
    bits.put(0, 7);
    bits.ue(0);
    bits.ue(0);
    bits.se(HevcTransform.QP - 26);
    // constrained_intra_pred; no transform skip, no cu_qp_delta
    bits.put(0b100, 3);
    bits.se(0);
    bits.se(0);
    // chroma offsets in slices, weighting (2), bypass, tiles, wavefronts, filters across slices
    bits.put(0, 7);
    // deblocking control: no override, off
    bits.put(0b101, 3);
    // scaling lists, list modification
    bits.put(0, 2);
    bits.ue(0);
    bits.put(0, 2);
    bits.trailing();
    return bits;
  }

  private static int level(SceneFormat format) {
    int columns = (format.width() + 15) / 16;
    int rows = (format.height() + 15) / 16;
    long size = 256L * columns * rows;
    for (long[] level : LEVELS) {
      if (size <= level[1]
          && size * format.framesPerSecond() <= level[2]
          && 16.0 * Math.max(columns, rows) <= Math.sqrt(8.0 * level[1])
          && format.bitsPerSecond() <= level[3]) {
        return (int) level[0];
      }
    }
    return 186;
  }
}
