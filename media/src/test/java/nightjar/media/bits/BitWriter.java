package nightjar.media.bits;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/// Writes parameter sets for tests: the inverse of [BitReader].
public final class BitWriter {
  private final StringBuilder bits = new StringBuilder();

  public BitWriter bits(int count, long value) {
    for (int i = count - 1; i >= 0; i--) {
      bits.append((value >> i) & 1);
    }
    return this;
  }

  public BitWriter flag(boolean value) {
    return bits(1, value ? 1 : 0);
  }

  /// `ue(v)`, several in a row.
  public BitWriter golomb(long... values) {
    for (long value : values) {
      int width = 64 - Long.numberOfLeadingZeros(value + 1);
      bits(width - 1, 0).bits(width, value + 1);
    }
    return this;
  }

  /// The bits so far filled up with zeros.
  public byte[] bytes() {
    String padded = bits + "0".repeat((8 - bits.length() % 8) % 8);
    byte[] bytes = new byte[padded.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(padded, 8 * i, 8 * i + 8, 2);
    }
    return bytes;
  }

  /// A NAL unit in hexadecimal: stop bit added, emulation prevented.
  public String nal() {
    byte[] raw = new BitWriter().append(bits).bits(1, 1).bytes();
    ByteArrayOutputStream escaped = new ByteArrayOutputStream();
    int zeros = 0;
    for (byte b : raw) {
      if (zeros == 2 && (b & 0xff) <= 3) {
        escaped.write(3);
        zeros = 0;
      }
      escaped.write(b);
      zeros = b == 0 ? zeros + 1 : 0;
    }
    return HexFormat.of().formatHex(escaped.toByteArray());
  }

  private BitWriter append(CharSequence more) {
    bits.append(more);
    return this;
  }
}
