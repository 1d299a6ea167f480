package nightjar.media.h264;

import java.nio.ByteBuffer;
import nightjar.media.bits.BitReader;

/// Looks in supplemental enhancement information for a recovery point that needs no pictures before it (ITU-T H.264, D.1.8):
/// how encoders with open GOPs mark the intra pictures a decoder can start at. Owned by [H264Syntax].
final class RecoveryPoint {
  private static final int RECOVERY_POINT = 6;

  private final BitReader reader = new BitReader();
  private boolean found;

  boolean found() {
    return found;
  }

  void forget() {
    found = false;
  }

  /// `length` bytes of a whole SEI NAL unit, header included.
  void look(ByteBuffer source, int offset, int length) {
    reader.setNal(source, offset, length);
    reader.skip(8);
    while (!reader.overrun() && !reader.atTrailingBits()) {
      int type = extended();
      int size = extended();
      if (reader.overrun()) {
        return;
      }
      if (type == RECOVERY_POINT) {
        found |= reader.unsignedGolomb() == 0 && !reader.overrun();
        return;
      }
      reader.skip(8 * size);
    }
  }

  /// A number in bytes of 255 and one below (7.3.2.3.1).
  private int extended() {
    int value = 0;
    int next = 255;
    while (next == 255 && !reader.overrun()) {
      next = reader.number(8);
      value += next;
    }
    return value;
  }
}
