package nightjar.media.audio;

import java.nio.ByteBuffer;

/// The first bytes of an Opus packet (RFC 6716, 3.1 and 3.2).
public final class OpusToc {
  /// 120 ms (RFC 6716, 3.2.5, R5).
  private static final int MAX_SAMPLES = 5760;

  private OpusToc() {}

  /// Samples a channel at 48 kHz that the packet lasts, or -1 when no packet can begin so.
  public static int samples(ByteBuffer source, int offset, int length) {
    if (length < 1) {
      return -1;
    }
    int toc = source.get(offset) & 0xff;
    int frames =
        switch (toc & 3) {
          case 0 -> 1;
          case 1, 2 -> 2;
          default -> length < 2 ? 0 : source.get(offset + 1) & 63;
        };
    int samples = frames * frameSamples(toc >> 3);
    return samples == 0 || samples > MAX_SAMPLES ? -1 : samples;
  }

  /// Table 2.
  private static int frameSamples(int configuration) {
    if (configuration >= 16) {
      return 120 << (configuration & 3); // CELT: 2.5, 5, 10, 20 ms
    }
    if (configuration >= 12) {
      return 480 << (configuration & 1); // hybrid: 10, 20 ms
    }
    int step = configuration & 3;
    return step == 3 ? 2880 : 480 << step; // SILK: 10, 20, 40, 60 ms
  }
}
