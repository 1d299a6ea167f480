package nightjar.media.h265;

import java.util.Arrays;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.bits.BitReader;
import nightjar.media.codec.CodecConfig.HevcProfile;
import nightjar.media.codec.PictureBounds;
import nightjar.media.nal.Appearance;
import nightjar.media.nal.VuiTiming;

/// Reads one sequence parameter set (ITU-T H.265, 7.3.2.2.1). Owned by the call that made it.
final class H265SpsParser {
  private static final int HEADER_BITS = 16;
  private static final int MAX_REORDER = 16;

  private final Bytes nal;
  private final BitReader reader;
  private int reorderDepth;
  private int log2MaxPoc;

  H265SpsParser(Bytes nal) {
    this.nal = nal;
    this.reader = unit();
  }

  H265Sps parse() {
    reader.skip(HEADER_BITS);
    int vpsId = reader.number(4);
    int subLayers = reader.number(3);
    boolean nested = reader.flag();
    ProfileTierLevel level = ProfileTierLevel.read(reader, subLayers);
    int id = reader.unsignedGolomb(15);
    int chromaFormatIdc = reader.unsignedGolomb(3);
    if (chromaFormatIdc == 3) {
      reader.bit(); // separate_colour_plane_flag
    }
    long width = reader.unsignedGolomb();
    long height = reader.unsignedGolomb();
    if (reader.flag()) {
      boolean subsampled = chromaFormatIdc == 1 || chromaFormatIdc == 2;
      width -= (reader.unsignedGolomb() + reader.unsignedGolomb()) * (subsampled ? 2 : 1);
      height -=
          (reader.unsignedGolomb() + reader.unsignedGolomb()) * (chromaFormatIdc == 1 ? 2 : 1);
    }
    int bitDepthLuma = reader.unsignedGolomb(8) + 8;
    int bitDepthChroma = reader.unsignedGolomb(8) + 8;
    log2MaxPoc = reader.unsignedGolomb(12) + 4;
    ordering(subLayers);
    check(width, height);
    HevcProfile profile =
        level.profile(chromaFormatIdc, bitDepthLuma, bitDepthChroma, subLayers + 1, nested);
    return rest(vpsId, id, profile, (int) width, (int) height, subLayers);
  }

  private BitReader unit() {
    return new BitReader().setNal(nal.buffer(), 0, nal.size());
  }

  private void check(long width, long height) {
    boolean possible = PictureBounds.allow(width, height);
    if (reader.overrun() || !possible) {
      String what =
          possible ? "is cut off or damaged" : "says " + width + " x " + height + " pixels";
      throw Fault.of(
          Fault.Kind.PROTOCOL,
          "H.265 sequence parameter set " + what + ": " + nal,
          "Update the camera's firmware or choose another profile in its video settings.");
    }
  }

  private void ordering(int subLayers) {
    int described = reader.flag() ? subLayers + 1 : 1;
    long depth = 0;
    for (int i = 0; i < described; i++) {
      reader.unsignedGolomb(); // sps_max_dec_pic_buffering_minus1
      depth = reader.unsignedGolomb();
      reader.unsignedGolomb(); // sps_max_latency_increase_plus1
    }
    reorderDepth = depth <= MAX_REORDER ? (int) depth : -1;
  }

  /// tolerate: from here on a damaged set is good enough to record with, so nothing is refused (Tenda CP3 Pro).
  private H265Sps rest(
      int vpsId, int id, HevcProfile profile, int width, int height, int subLayers) {
    coding();
    ReferencePictureSets.skip(reader);
    if (reader.flag()) {
      int pictures = reader.unsignedGolomb(32);
      reader.skip(pictures * (log2MaxPoc + 1));
    }
    reader.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
    int vuiAt = reader.position();
    Appearance appearance = Appearance.UNSPECIFIED;
    int frameTicks = VuiTiming.UNKNOWN;
    if (reader.flag()) {
      appearance = Appearance.read(reader);
      frameTicks = H265Vui.readRest(reader, subLayers);
    }
    Bytes decoding = reader.overrun() ? nal : without(vuiAt, reader.position());
    return new H265Sps(
        nal, vpsId, id, profile, width, height, reorderDepth, frameTicks, decoding, appearance);
  }

  private void coding() {
    for (int i = 0; i < 6; i++) {
      reader.unsignedGolomb(); // log2_min_luma_coding_block_size_minus3 to
      // max_transform_hierarchy_depth_intra
    }
    boolean scaled = reader.flag();
    if (scaled && reader.flag()) {
      ScalingLists.skip(reader);
    }
    reader.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
    if (reader.flag()) {
      reader.skip(8); // pcm bit depths
      reader.unsignedGolomb(); // log2_min_pcm_luma_coding_block_size_minus3
      reader.unsignedGolomb(); // log2_diff_max_min_pcm_luma_coding_block_size
      reader.bit(); // pcm_loop_filter_disabled_flag
    }
  }

  /// The bits before `from` and from `to` on, each part filled up to whole bytes.
  private Bytes without(int from, int to) {
    byte[] before = unit().copy(from).toArray();
    BitReader after = unit();
    after.skip(to);
    byte[] rest = after.copy(8 * nal.size() - to).toArray();
    byte[] both = Arrays.copyOf(before, before.length + rest.length);
    System.arraycopy(rest, 0, both, before.length, rest.length);
    return Bytes.of(both);
  }
}
