package nightjar.media.mp4;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The first box of every fragment we write: how long the fragment is and what its bytes must add up to, so that a file torn
/// or flipped anywhere is understood without trusting a single other box.
///
/// A `uuid` box, big-endian, offsets and lengths in bytes:
///
/// ```text
///  0  4   box size = 80
///  4  4   'uuid'
///  8  16  4e696768-746a-6172-8001-667261672e31
/// 24  1   format version = 1
/// 25  3   0
/// 28  4   fragment sequence within the file, from 1; equals moof's
/// 32  4   head length: from the start of this box to the first byte of media (the content of mdat)
/// 36  8   media length
/// 44  8   wall time of media time zero of the file, microseconds since 1970 UTC
/// 52  8   wall time of the first frame
/// 60  8   wall time at the end of the last frame
/// 68  4   CRC32C of the head behind this box: prft, moof, mdat's header
/// 72  4   CRC32C of the media
/// 76  4   CRC32C of bytes 24 to 75
/// ```
record FragmentHeader(
    int sequence,
    int headLength,
    long mediaLength,
    long zeroWallMicros,
    long startWallMicros,
    long endWallMicros,
    int headCrc,
    int mediaCrc) {
  static final int SIZE = 80;
  static final long UUID_HIGH = FileHeader.UUID_HIGH;
  static final long UUID_LOW = 0x8001667261672e31L;
  private static final int VERSION = 1;

  /// Fills the [#SIZE] bytes at the start of `out`, reserved by the caller.
  void write(ByteBuffer out) {
    out.putInt(0, SIZE);
    out.putInt(4, BoxType.UUID);
    out.putLong(8, UUID_HIGH);
    out.putLong(16, UUID_LOW);
    out.putInt(24, VERSION << 24);
    out.putInt(28, sequence);
    out.putInt(32, headLength);
    out.putLong(36, mediaLength);
    out.putLong(44, zeroWallMicros);
    out.putLong(52, startWallMicros);
    out.putLong(60, endWallMicros);
    out.putInt(68, headCrc);
    out.putInt(72, mediaCrc);
    out.putInt(76, FileHeader.crc(out, 24, 76));
  }

  /// The header in the first [#SIZE] bytes of `box`; null when it is not one, or damaged.
  static @Nullable FragmentHeader read(ByteBuffer box) {
    if (box.limit() < SIZE
        || box.getInt(0) != SIZE
        || box.getInt(4) != BoxType.UUID
        || box.getLong(8) != UUID_HIGH
        || box.getLong(16) != UUID_LOW
        || box.get(24) != VERSION
        || FileHeader.crc(box, 24, 76) != box.getInt(76)) {
      return null;
    }
    return new FragmentHeader(
        box.getInt(28),
        box.getInt(32),
        box.getLong(36),
        box.getLong(44),
        box.getLong(52),
        box.getLong(60),
        box.getInt(68),
        box.getInt(72));
  }

  /// Whole fragment, this box included.
  long length() {
    return headLength + mediaLength;
  }
}
