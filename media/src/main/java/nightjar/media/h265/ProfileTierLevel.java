package nightjar.media.h265;

import nightjar.media.bits.BitReader;
import nightjar.media.codec.CodecConfig.HevcProfile;

/// `profile_tier_level()` (ITU-T H.265, 7.3.3), the general part.
record ProfileTierLevel(
    int space,
    boolean highTier,
    int idc,
    int compatibilityFlags,
    long constraintFlags,
    int levelIdc) {
  private static final int PROFILE_BITS = 88;
  private static final int LEVEL_BITS = 8;

  /// @param subLayers temporal layers below the highest, which are skipped
  static ProfileTierLevel read(BitReader reader, int subLayers) {
    ProfileTierLevel general =
        new ProfileTierLevel(
            reader.number(2),
            reader.flag(),
            reader.number(5),
            (int) reader.bits(32),
            (reader.bits(24) << 24) | reader.bits(24),
            reader.number(8));
    int bits = 0;
    for (int i = 0; i < subLayers; i++) {
      bits += reader.flag() ? PROFILE_BITS : 0;
      bits += reader.flag() ? LEVEL_BITS : 0;
    }
    reader.skip(bits + (subLayers > 0 ? 2 * (8 - subLayers) : 0));
    return general;
  }

  HevcProfile profile(
      int chromaFormatIdc, int bitDepthLuma, int bitDepthChroma, int layers, boolean nested) {
    return new HevcProfile(
        space,
        highTier,
        idc,
        compatibilityFlags,
        constraintFlags,
        levelIdc,
        chromaFormatIdc,
        bitDepthLuma,
        bitDepthChroma,
        layers,
        nested);
  }
}
