package nightjar.cameras.scene;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;

/// Raw NAL units turned into MP4 sample data: a length in four bytes, then the unit with emulation prevention.
final class NalUnits {
  private NalUnits() {}

  /// Reserves the length; returns where it goes.
  static int begin(ByteBuffer out) {
    int at = out.position();
    out.putInt(0);
    return at;
  }

  static void end(ByteBuffer out, int begun) {
    out.putInt(begun, out.position() - begun - 4);
  }

  /// Appends `raw[from, to)` with `emulation_prevention_three_byte` where needed (ITU-T H.264, 7.4.1).
  /// The byte before `from` must not be zero.
  static void putEscaped(ByteBuffer out, byte[] raw, int from, int to) {
    int copied = from;
    int zeros = 0;
    for (int i = from; i < to; i++) {
      int value = raw[i];
      if (zeros >= 2 && (value & 0xfc) == 0) {
        out.put(raw, copied, i - copied);
        out.put((byte) 3);
        copied = i;
        zeros = 0;
      }
      zeros = value == 0 ? zeros + 1 : 0;
    }
    out.put(raw, copied, to - copied);
  }

  /// Appends the slice that `coder` just ended with `length` bytes.
  static void put(SliceCoder coder, int length, ByteBuffer out) {
    int begun = begin(out);
    putEscaped(out, coder.bits().array(), 0, length);
    end(out, begun);
  }

  /// A parameter set with emulation prevention.
  static Bytes whole(BitWriter bits) {
    byte[] raw = bits.toArray();
    ByteBuffer escaped = ByteBuffer.allocate(raw.length * 2);
    putEscaped(escaped, raw, 0, raw.length);
    return Bytes.copyOf(escaped, 0, escaped.position());
  }
}
