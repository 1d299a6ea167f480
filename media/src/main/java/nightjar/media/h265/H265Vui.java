package nightjar.media.h265;

import nightjar.media.bits.BitReader;
import nightjar.media.nal.VuiTiming;

/// Video usability information (ITU-T H.265, E.2.1) behind [nightjar.media.nal.Appearance]: how long a
/// frame lasts; the rest is skipped, to reach what follows.
final class H265Vui {
  private static final int MAX_SCHEDULES = 31;

  private H265Vui() {}

  /// Reads what follows the appearance, for how long a frame lasts as [VuiTiming] says it.
  static int readRest(BitReader reader, int subLayers) {
    reader.skip(3); // neutral_chroma_indication_flag, field_seq_flag, frame_field_info_present_flag
    if (reader.flag()) {
      golombs(reader, 4); // default display window
    }
    int frameTicks = VuiTiming.UNKNOWN;
    if (reader.flag()) {
      long units = reader.bits(32);
      frameTicks = VuiTiming.frameTicks(units, reader.bits(32));
      if (reader.flag()) {
        reader.unsignedGolomb(); // vui_num_ticks_poc_diff_one_minus1
      }
      if (reader.flag()) {
        skipHrd(reader, subLayers);
      }
    }
    if (reader.flag()) {
      reader.skip(3); // tiles_fixed_structure_flag to restricted_ref_pic_lists_flag
      golombs(reader, 5); // min_spatial_segmentation_idc to log2_max_mv_length_vertical
    }
    return frameTicks;
  }

  /// `hrd_parameters()` (E.2.2) with its common part.
  private static void skipHrd(BitReader reader, int subLayers) {
    boolean nal = reader.flag();
    boolean vcl = reader.flag();
    boolean subPicture = false;
    if (nal || vcl) {
      subPicture = reader.flag();
      reader.skip(subPicture ? 19 : 0); // tick_divisor_minus2 to dpb_output_delay_du_length_minus1
      reader.skip(8); // bit_rate_scale, cpb_size_scale
      reader.skip(subPicture ? 4 : 0); // cpb_size_du_scale
      reader.skip(15); // lengths of delays
    }
    for (int i = 0; i <= subLayers && !reader.overrun(); i++) {
      int schedules = schedules(reader);
      int kinds = (nal ? 1 : 0) + (vcl ? 1 : 0);
      for (int j = 0; j < kinds * schedules; j++) {
        golombs(reader, subPicture ? 4 : 2); // bit rates and buffer sizes
        reader.bit(); // cbr_flag
      }
    }
  }

  private static int schedules(BitReader reader) {
    boolean general = reader.flag();
    boolean within = general || reader.flag();
    boolean lowDelay = false;
    if (within) {
      reader.unsignedGolomb(); // elemental_duration_in_tc_minus1
    } else {
      lowDelay = reader.flag();
    }
    return lowDelay ? 1 : reader.unsignedGolomb(MAX_SCHEDULES) + 1;
  }

  private static void golombs(BitReader reader, int count) {
    for (int i = 0; i < count; i++) {
      reader.unsignedGolomb();
    }
  }
}
