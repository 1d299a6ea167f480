package nightjar.media.audio;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.bits.BitReader;
import nightjar.media.rtp.Encoding;
import org.jspecify.annotations.Nullable;

/// `StreamMuxConfig` of LATM (ISO/IEC 14496-3, 1.7.3.1) as far as a camera's one microphone needs it: one program of one layer of
/// AAC, whose access units say how long they are.
///
/// @param subFrames access units in one `AudioMuxElement`
/// @param otherBits of anything else behind them
record LatmConfig(AudioSpecificConfig audio, int subFrames, int otherBits) {
  private static final int MAX_BITS = 1 << 16;

  /// Whether every element brings its configuration with it; RFC 6416, 7.3 says so of a description without `cpresent`.
  static boolean isInBand(Encoding encoding) {
    return !"0".equals(encoding.parameters().getOrDefault("cpresent", "1").strip());
  }

  /// The one in `fmtp`; null when there is none that can be used.
  static @Nullable LatmConfig of(Encoding encoding) {
    String hex = encoding.parameters().getOrDefault("config", "").strip();
    try {
      byte[] bytes = HexFormat.of().parseHex(hex);
      return read(new BitReader(), ByteBuffer.wrap(bytes), 0, bytes.length, 0);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /// Reads the one that begins `bit` bits behind `offset`; `reader` stands behind it then. Null when it cannot be used.
  static @Nullable LatmConfig read(
      BitReader reader, ByteBuffer source, int offset, int length, int bit) {
    reader.set(source, offset, length).skip(bit);
    boolean version1 = reader.flag();
    if (version1 && reader.flag()) {
      return null; // audioMuxVersionA 1 is reserved
    }
    if (version1) {
      value(reader); // taraBufferFullness
    }
    boolean sameFraming = reader.flag();
    int subFrames = reader.number(6) + 1;
    int programs = reader.number(4) + 1;
    int layers = reader.number(3) + 1;
    if (!sameFraming || programs > 1 || layers > 1) {
      return null;
    }
    int told = version1 ? value(reader) : 0;
    int from = reader.position();
    int bits = version1 ? told : audioBits(reader, source, offset, length);
    if (bits <= 0 || bits > 8 * length - from) {
      return null;
    }
    reader.set(source, offset, length).skip(from);
    Bytes audio = reader.copy(bits);
    // tolerate: nothing behind it (GStreamer's rtpmp4apay); the reader gives zeros, which is what
    // most would say.
    int frameLengthType = reader.number(3);
    reader.skip(8); // latmBufferFullness
    int other = reader.flag() ? otherBits(reader, version1) : 0;
    if (reader.flag()) {
      reader.skip(8); // crcCheckSum
    }
    if (frameLengthType != 0 || other > MAX_BITS) {
      return null;
    }
    try {
      return new LatmConfig(AudioSpecificConfig.parse(audio), subFrames, other);
    } catch (Fault _) {
      return null;
    }
  }

  /// Length of the `AudioSpecificConfig` that `reader` stands at; 0 when it cannot be told.
  private static int audioBits(BitReader reader, ByteBuffer source, int offset, int length) {
    int from = reader.position();
    if (!AudioSpecificConfig.skip(reader)) {
      return 0;
    }
    int end = reader.position();
    reader.set(source, offset, length).skip(end);
    // tolerate: the extension that a configuration of known length may have (GStreamer's
    // rtpmp4apay).
    boolean extended = reader.number(11) == AudioSpecificConfig.EXTENSION;
    return extended ? AudioSpecificConfig.skipExtension(reader) - from : end - from;
  }

  /// `LatmGetValue`; more than [#MAX_BITS] is as bad as too much.
  private static int value(BitReader reader) {
    int bytes = reader.number(2) + 1;
    return (int) Math.min(MAX_BITS + 1L, reader.bits(8 * bytes));
  }

  private static int otherBits(BitReader reader, boolean version1) {
    if (version1) {
      return value(reader);
    }
    boolean more = true;
    int bits = 0;
    while (more && bits <= MAX_BITS && !reader.overrun()) {
      more = reader.flag();
      bits = (bits << 8) + reader.number(8);
    }
    return bits;
  }
}
