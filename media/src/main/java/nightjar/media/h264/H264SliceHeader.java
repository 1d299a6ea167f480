package nightjar.media.h264;

import java.nio.ByteBuffer;
import nightjar.media.bits.BitReader;
import org.jspecify.annotations.Nullable;

/// The beginning of a slice header (ITU-T H.264, 7.3.3), read again for every picture. Owned by [H264Syntax].
final class H264SliceHeader {
  private final BitReader reader = new BitReader();
  private int sliceType;
  private int ppsId;
  private int frameNum;
  private boolean field;
  private boolean bottom;

  /// Reads up to `pic_parameter_set_id`.
  void read(ByteBuffer source, int offset, int length) {
    reader.setNal(source, offset, length);
    reader.unsignedGolomb(); // first_mb_in_slice
    sliceType = reader.unsignedGolomb(9) % 5;
    ppsId = reader.unsignedGolomb(255);
    field = false;
  }

  /// Reads on up to `bottom_field_flag` when pictures may be fields.
  void readField(@Nullable H264Sps sps) {
    if (sps == null || sps.frameMbsOnly()) {
      return;
    }
    if (sps.separateColourPlanes()) {
      reader.skip(2);
    }
    frameNum = reader.number(sps.log2MaxFrameNum());
    field = reader.flag();
    bottom = field && reader.flag();
  }

  int ppsId() {
    return ppsId;
  }

  boolean bidirectional() {
    return sliceType == 1 && !reader.overrun();
  }

  boolean intra() {
    return sliceType == 2 && !reader.overrun();
  }

  boolean field() {
    return field && !reader.overrun();
  }

  boolean completes(H264SliceHeader first) {
    return first.field() && field() && frameNum == first.frameNum && bottom != first.bottom;
  }
}
