package nightjar.cameras.scene;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A slice coded once and sent many times with fresh picture numbers in its header. Safe for any thread because it is immutable.
final class CodedSlice {
  private final int firstRow;
  private final int rows;
  private final int headerBits;

  /// Raw bytes from the one the header ends in, up to one that is not zero.
  private final byte[] lead;

  /// The rest, with emulation prevention.
  private final byte[] tail;

  /// Keeps the slice that `coder` just ended with `length` bytes.
  CodedSlice(SliceCoder coder, int firstRow, int rows, int length) {
    this.firstRow = firstRow;
    this.rows = rows;
    headerBits = coder.headerBits();
    byte[] raw = coder.bits().array();
    int begin = headerBits / 8;
    int cut = begin + 2;
    while (cut < length && raw[cut - 1] == 0) {
      cut++;
    }
    cut = Math.min(cut, length);
    lead = Arrays.copyOfRange(raw, begin, cut);
    ByteBuffer escaped = ByteBuffer.allocate((length - cut) * 3 / 2 + 1);
    NalUnits.putEscaped(escaped, raw, cut, length);
    tail = Arrays.copyOf(escaped.array(), escaped.position());
  }

  int size() {
    return headerBits / 8 + lead.length + tail.length + 4;
  }

  void put(SliceCoder coder, int sinceSync, long syncs, ByteBuffer out) {
    coder.begin(firstRow, rows, sinceSync, syncs);
    BitWriter bits = coder.bits();
    int shared = headerBits & 7;
    bits.put(lead[0], 8 - shared);
    for (int i = 1; i < lead.length; i++) {
      bits.putByte(lead[i]);
    }
    int begun = NalUnits.begin(out);
    int length = bits.flush();
    NalUnits.putEscaped(out, bits.array(), 0, length);
    out.put(tail);
    NalUnits.end(out, begun);
  }
}
