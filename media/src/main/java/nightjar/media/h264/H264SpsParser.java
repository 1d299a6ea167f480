package nightjar.media.h264;

import nightjar.base.Bytes;
import nightjar.media.bits.BitReader;

/// Reads one sequence parameter set (ITU-T H.264, 7.3.2.1.1). Owned by the call that made it.
final class H264SpsParser {
  private static final int HEADER_BITS = 8;

  private final Bytes nal;
  private final BitReader reader = new BitReader();
  private int chromaFormatIdc = 1;
  private int bitDepthLuma = 8;
  private int bitDepthChroma = 8;
  private boolean separateColourPlanes;
  private int pocType;

  H264SpsParser(Bytes nal) {
    this.nal = nal;
  }

  H264Sps parse() {
    reader.setNal(nal.buffer(), 0, nal.size());
    reader.skip(HEADER_BITS);
    int profileIdc = reader.number(8);
    int constraints = reader.number(8);
    int levelIdc = reader.number(8);
    int id = reader.unsignedGolomb(31);
    if (hasChromaInfo(profileIdc)) {
      chromaInfo();
    }
    int log2MaxFrameNum = reader.unsignedGolomb(12) + 4;
    pictureOrder();
    reader.unsignedGolomb(); // max_num_ref_frames
    reader.bit(); // gaps_in_frame_num_value_allowed_flag
    long widthMbs = reader.unsignedGolomb() + 1;
    long heightUnits = reader.unsignedGolomb() + 1;
    boolean frameMbsOnly = reader.flag();
    if (!frameMbsOnly) {
      reader.bit(); // mb_adaptive_frame_field_flag
    }
    reader.bit(); // direct_8x8_inference_flag
    int fields = frameMbsOnly ? 1 : 2;
    long[] cropped = crop(16 * widthMbs, 16 * heightUnits * fields, fields);
    int vuiAt = reader.position();
    boolean vuiPresent = reader.flag();
    H264Sps.check(nal, reader, cropped[0], cropped[1]);
    H264Vui vui = vuiPresent ? H264Vui.read(reader) : H264Vui.ABSENT;
    return new H264Sps(
        trimmed(vui),
        profileIdc,
        constraints,
        levelIdc,
        id,
        chromaFormatIdc,
        bitDepthLuma,
        bitDepthChroma,
        separateColourPlanes,
        log2MaxFrameNum,
        frameMbsOnly,
        (int) cropped[0],
        (int) cropped[1],
        reorderDepth(profileIdc, constraints, vui),
        vui.frameTicks(),
        new BitReader().setNal(nal.buffer(), 0, nal.size()).copy(vuiAt),
        vui.appearance());
  }

  private static boolean hasChromaInfo(int profileIdc) {
    return switch (profileIdc) {
      case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
      default -> false;
    };
  }

  private void chromaInfo() {
    chromaFormatIdc = reader.unsignedGolomb(3);
    separateColourPlanes = chromaFormatIdc == 3 && reader.flag();
    bitDepthLuma = reader.unsignedGolomb(6) + 8;
    bitDepthChroma = reader.unsignedGolomb(6) + 8;
    reader.bit(); // qpprime_y_zero_transform_bypass_flag
    if (reader.flag()) {
      int lists = chromaFormatIdc == 3 ? 12 : 8;
      for (int i = 0; i < lists; i++) {
        if (reader.flag()) {
          scalingList(i < 6 ? 16 : 64);
        }
      }
    }
  }

  private void scalingList(int size) {
    int last = 8;
    for (int i = 0; i < size && last != 0; i++) {
      last = (int) (last + reader.signedGolomb()) & 0xff;
    }
  }

  private void pictureOrder() {
    pocType = reader.unsignedGolomb(2);
    if (pocType == 0) {
      reader.unsignedGolomb(12); // log2_max_pic_order_cnt_lsb_minus4
    } else if (pocType == 1) {
      reader.bit(); // delta_pic_order_always_zero_flag
      reader.signedGolomb(); // offset_for_non_ref_pic
      reader.signedGolomb(); // offset_for_top_to_bottom_field
      int cycle = reader.unsignedGolomb(255);
      for (int i = 0; i < cycle; i++) {
        reader.signedGolomb();
      }
    }
  }

  private long[] crop(long codedWidth, long codedHeight, int fields) {
    if (!reader.flag()) {
      return new long[] {codedWidth, codedHeight};
    }
    boolean subsampled = chromaFormatIdc == 1 || chromaFormatIdc == 2;
    long unitX = subsampled ? 2 : 1;
    long unitY = (chromaFormatIdc == 1 ? 2L : 1L) * fields;
    long x = reader.unsignedGolomb() + reader.unsignedGolomb();
    long y = reader.unsignedGolomb() + reader.unsignedGolomb();
    return new long[] {codedWidth - unitX * x, codedHeight - unitY * y};
  }

  /// What is inferred when the VUI is silent: ITU-T H.264, E.2.1, `max_num_reorder_frames`, and 8.2.1 for type 2.
  private int reorderDepth(int profileIdc, int constraints, H264Vui vui) {
    boolean baseline = profileIdc == 66;
    boolean intraOnly =
        switch (profileIdc) {
          case 44, 86, 100, 110, 122, 244 -> (constraints & 0x10) != 0;
          default -> false;
        };
    return baseline || intraOnly || pocType == 2 ? 0 : vui.reorderDepth();
  }

  /// tolerate: bytes behind the end of the parameter set (Reolink); some decoders refuse a sample entry with them.
  private Bytes trimmed(H264Vui vui) {
    boolean known = vui.whole() && reader.atTrailingBits();
    return known && reader.index() < nal.size() ? nal.slice(0, reader.index()) : nal;
  }
}
