package nightjar.media.h264;

import nightjar.media.bits.BitReader;

/// Video usability information (ITU-T H.264, E.1.1): what recording needs of it.
///
/// @param whole all of it was there; a cut off one is used as far as it goes
record H264Vui(Appearance appearance, int reorderDepth, boolean whole) {
  static final H264Vui ABSENT = new H264Vui(new Appearance(0, 0, 0, 0x020202), -1, true);

  private static final int EXTENDED_SAR = 255;
  private static final int MAX_REORDER = 16;

  /// How a decoded picture is to be shown.
  ///
  /// @param aspectRatio `aspect_ratio_idc`
  /// @param sampleAspect width and height of a sample, 16 bits each, when `aspectRatio` is 255
  /// @param fullRange 1 when luma uses all values
  /// @param colours primaries, transfer and matrix, 8 bits each; 2 is unspecified
  record Appearance(int aspectRatio, long sampleAspect, int fullRange, int colours) {}

  static H264Vui read(BitReader reader) {
    int aspectRatio = reader.flag() ? reader.number(8) : 0;
    long sampleAspect = aspectRatio == EXTENDED_SAR ? reader.bits(32) : 0;
    if (reader.flag()) {
      reader.bit(); // overscan_appropriate_flag
    }
    int fullRange = 0;
    int colours = ABSENT.appearance.colours;
    if (reader.flag()) {
      reader.skip(3); // video_format
      fullRange = reader.bit();
      colours = reader.flag() ? reader.number(24) : colours;
    }
    if (reader.flag()) {
      reader.unsignedGolomb(); // chroma_sample_loc_type_top_field
      reader.unsignedGolomb(); // chroma_sample_loc_type_bottom_field
    }
    if (reader.flag()) {
      reader.skip(65); // num_units_in_tick, time_scale, fixed_frame_rate_flag
    }
    boolean nalHrd = hrd(reader);
    boolean vclHrd = hrd(reader);
    if (nalHrd || vclHrd) {
      reader.bit(); // low_delay_hrd_flag
    }
    reader.bit(); // pic_struct_present_flag
    int reorderDepth = reader.flag() ? bitstreamRestriction(reader) : -1;
    boolean whole = !reader.overrun();
    return new H264Vui(
        new Appearance(aspectRatio, sampleAspect, fullRange, colours),
        whole ? reorderDepth : -1,
        whole);
  }

  private static int bitstreamRestriction(BitReader reader) {
    reader.bit(); // motion_vectors_over_pic_boundaries_flag
    for (int i = 0; i < 4; i++) {
      reader.unsignedGolomb(); // max_bytes_per_pic_denom to log2_max_mv_length_vertical
    }
    int reorderDepth = reader.unsignedGolomb(MAX_REORDER);
    reader.unsignedGolomb(); // max_dec_frame_buffering
    return reorderDepth;
  }

  /// `hrd_parameters()` (E.1.2) behind its presence flag.
  private static boolean hrd(BitReader reader) {
    if (!reader.flag()) {
      return false;
    }
    int schedules = reader.unsignedGolomb(31) + 1;
    reader.skip(8); // bit_rate_scale, cpb_size_scale
    for (int i = 0; i < schedules; i++) {
      reader.unsignedGolomb(); // bit_rate_value_minus1
      reader.unsignedGolomb(); // cpb_size_value_minus1
      reader.bit(); // cbr_flag
    }
    reader.skip(20); // delay lengths, time_offset_length
    return true;
  }
}
