package nightjar.media.mp4;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;
import org.jspecify.annotations.Nullable;

/// Finds AAC's configuration among the descriptors of `esds` (ISO/IEC 14496-1, 7.2.6).
final class EsdsReader {
  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  private EsdsReader() {}

  /// The `AudioSpecificConfig`; null when it is absent or the coding is not AAC.
  static @Nullable Bytes audioSpecificConfig(ByteBuffer esds) {
    if (esds.limit() < 4) {
      return null;
    }
    ByteBuffer in = esds.position(4);
    if (!enter(in, 3) || in.remaining() < 3) {
      return null;
    }
    in.getShort();
    int flags = in.get();
    int skip = ((flags & 0x80) != 0 ? 2 : 0) + ((flags & 0x20) != 0 ? 2 : 0);
    if ((flags & 0x40) != 0 || in.remaining() < skip) {
      return null;
    }
    in.position(in.position() + skip);
    if (!enter(in, 4) || in.remaining() < 13) {
      return null;
    }
    int coding = in.get() & 0xff;
    in.position(in.position() + 12);
    boolean aac = coding == 0x40 || (coding >= 0x66 && coding <= 0x68);
    return aac && enter(in, 5) && in.remaining() >= 2
        ? Bytes.copyOf(in, in.position(), in.remaining())
        : null;
  }

  /// The sampling rate in an `AudioSpecificConfig` (ISO/IEC 14496-3, 1.6.2.1); 0 when there is none.
  static int sampleRate(Bytes config) {
    long bits = 0;
    for (int i = 0; i < 6; i++) {
      bits = bits << 8 | (i < config.size() ? config.at(i) : 0);
    }
    int behindType = (bits >> 43 & 0x1f) == 31 ? 48 - 11 : 48 - 5;
    int index = (int) (bits >> (behindType - 4) & 0xf);
    if (index == 15) {
      return (int) (bits >> (behindType - 28) & 0xffffff);
    }
    return index < RATES.length ? RATES[index] : 0;
  }

  /// Narrows `in` to the content of the descriptor it stands at; false when that has another tag.
  private static boolean enter(ByteBuffer in, int tag) {
    if (!in.hasRemaining() || in.get() != tag) {
      return false;
    }
    int length = 0;
    for (int i = 0; i < 4 && in.hasRemaining(); i++) {
      int part = in.get();
      length = length << 7 | (part & 0x7f);
      if (part >= 0) {
        break;
      }
    }
    in.limit(in.position() + Math.min(length, in.remaining()));
    return true;
  }
}
