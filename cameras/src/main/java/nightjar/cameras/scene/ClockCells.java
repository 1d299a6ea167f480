package nightjar.cameras.scene;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// The machine-readable clock: 160 black and white cells of 16x16 samples from the picture's top left corner, in reading
/// order, most significant bit first, white is one.
///
/// ```
/// byte   0        1      2                   7                              15      16           20
///        +--------+-------------+------------+-------------------------------+-------------------+
///        | ver. 1 | camera      | frame      | capture time, us since 1970   | CRC-32 of 0..15   |
///        +--------+-------------+------------+-------------------------------+-------------------+
/// ```
///
/// (version 1 byte, camera 2, frame 5, time 8, CRC 4). 40 cells a row, or 20 where the picture is narrower than 640.
/// Owned by one encoder or one call of [ClockReader].
final class ClockCells {
  static final int COUNT = 160;
  static final int VERSION = 1;
  static final long FRAME_MASK = (1L << 40) - 1;

  private final byte[] bytes = new byte[COUNT / 8];
  private final ByteBuffer fields = ByteBuffer.wrap(bytes);
  private final CRC32 crc = new CRC32();

  static int columns(int pictureWidth) {
    return pictureWidth < 640 ? 20 : 40;
  }

  void set(int camera, long frame, long wallMicros) {
    fields.putLong(0, (long) VERSION << 56 | (camera & 0xffffL) << 40 | (frame & FRAME_MASK));
    fields.putLong(8, wallMicros);
    fields.putInt(16, sum());
  }

  boolean bit(int cell) {
    return (bytes[cell >> 3] & 0x80 >> (cell & 7)) != 0;
  }

  void bit(int cell, boolean one) {
    int mask = 0x80 >> (cell & 7);
    bytes[cell >> 3] = (byte) (one ? bytes[cell >> 3] | mask : bytes[cell >> 3] & ~mask);
  }

  boolean valid() {
    return bytes[0] == VERSION && fields.getInt(16) == sum();
  }

  ClockReading reading() {
    long head = fields.getLong(0);
    return new ClockReading((int) (head >> 40 & 0xffff), head & FRAME_MASK, fields.getLong(8));
  }

  private int sum() {
    crc.reset();
    crc.update(bytes, 0, 16);
    return (int) crc.getValue();
  }
}
