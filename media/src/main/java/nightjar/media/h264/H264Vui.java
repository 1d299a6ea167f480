package nightjar.media.h264;

import nightjar.media.bits.BitReader;
import nightjar.media.nal.Appearance;
import nightjar.media.nal.VuiTiming;

/// Video usability information (ITU-T H.264, E.1.1): what recording needs of it.
///
/// @param reorderDepth `max_num_reorder_frames`, -1 when unsaid
/// @param frameTicks from one frame to the next, [VuiTiming#UNKNOWN] when unsaid
/// @param whole all of it was there; a cut off one is used as far as it goes
record H264Vui(Appearance appearance, int reorderDepth, int frameTicks, boolean whole) {
  static final H264Vui ABSENT = new H264Vui(Appearance.UNSPECIFIED, -1, VuiTiming.UNKNOWN, true);

  private static final int MAX_REORDER = 16;

  static H264Vui read(BitReader reader) {
    Appearance appearance = Appearance.read(reader);
    int frameTicks = VuiTiming.UNKNOWN;
    if (reader.flag()) {
      long units = reader.bits(32);
      frameTicks = VuiTiming.frameTicks(2 * units, reader.bits(32)); // a tick is a field
      reader.bit(); // fixed_frame_rate_flag
    }
    boolean nalHrd = hrd(reader);
    boolean vclHrd = hrd(reader);
    if (nalHrd || vclHrd) {
      reader.bit(); // low_delay_hrd_flag
    }
    reader.bit(); // pic_struct_present_flag
    int reorderDepth = reader.flag() ? bitstreamRestriction(reader) : -1;
    boolean whole = !reader.overrun();
    return new H264Vui(appearance, whole ? reorderDepth : -1, frameTicks, whole);
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
