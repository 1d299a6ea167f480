package nightjar.media.audio;

import java.nio.ByteBuffer;

/// The header of AAC in a byte stream (ISO/IEC 14496-3, 1.A.2.2), which some cameras leave in front of their frames.
final class Adts {
  private static final int HEADER = 7;
  private static final int CHECKSUM = 2;

  private Adts() {}

  /// Length of the whole frame, header included, that begins at `offset`, or -1 when none does.
  static int frameLength(ByteBuffer source, int offset, int length) {
    if (length < HEADER || (source.getShort(offset) & 0xfff6) != 0xfff0) {
      return -1;
    }
    int frame = (source.getInt(offset + 2) >> 5) & 0x1fff;
    return frame > headerLength(source, offset) ? frame : -1;
  }

  static int headerLength(ByteBuffer source, int offset) {
    boolean unprotected = (source.get(offset + 1) & 1) != 0;
    return unprotected ? HEADER : HEADER + CHECKSUM;
  }
}
