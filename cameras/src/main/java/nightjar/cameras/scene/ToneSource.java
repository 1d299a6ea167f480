package nightjar.cameras.scene;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;

/// A synthetic camera's microphone: a beep of 1 kHz at the start of each full second of wall time, over a faint hum, in G.711;
/// silence in AAC and Opus, whose frames are constants.
///
/// The beep begins with the picture whose burnt-in clock shows `.000`, so that sound and picture can be compared.
/// Safe for any thread because it has no state.
public final class ToneSource {
  /// Of G.711.
  public static final int SAMPLE_RATE = 8_000;

  private static final long BEEP_MICROS = 100_000;

  /// One period of the beep at 8 kHz: 12000 * sin(i * pi / 4).
  private static final int[] BEEP = {0, 8_485, 12_000, 8_485, 0, -8_485, -12_000, -8_485};

  /// A `raw_data_block()` of AAC-LC (ISO/IEC 14496-3, 4.4.2.1), mono, with nothing in it: a single channel element with
  /// global gain 0, one long window and no scale factor bands, then the end element.
  ///
  /// ```
  /// 000 0000 | 00000000 | 0 00 0 000000 0 | 0 0 0 | 111 | pad
  /// SCE tag    gain       long, max_sfb 0   no pulse, TNS, gain control
  /// ```
  private static final Bytes AAC_SILENCE = Bytes.fromHex("00000007");

  private static final CodecConfig.Aac AAC =
      // AAC-LC (2), 16 kHz (index 8), mono (ISO/IEC 14496-3, 1.6.2.1)
      new CodecConfig.Aac(Bytes.fromHex("1408"), 16_000, 1);

  /// A packet of one 20 ms CELT frame, full band, mono (TOC 31 << 3), that codes the silence flag (RFC 6716, 3.1 and 4.3).
  private static final Bytes OPUS_SILENCE = Bytes.fromHex("f8fffe");

  private ToneSource() {}

  public static CodecConfig.G711 g711(CodecConfig.G711.Law law) {
    return new CodecConfig.G711(law, SAMPLE_RATE, 1);
  }

  public static CodecConfig.Aac aac() {
    return AAC;
  }

  public static CodecConfig.Opus opus() {
    return new CodecConfig.Opus(1);
  }

  /// Samples of an AAC frame.
  public static int aacSamples() {
    return 1_024;
  }

  /// A frame of AAC silence.
  public static Bytes aacSilence() {
    return AAC_SILENCE;
  }

  /// A packet of 20 ms of Opus silence.
  public static Bytes opusSilence() {
    return OPUS_SILENCE;
  }

  /// Appends `samples` samples, the first of them taken at `wallMicros`.
  public static void g711(CodecConfig.G711.Law law, long wallMicros, int samples, ByteBuffer out) {
    for (int i = 0; i < samples; i++) {
      int sample = sample(wallMicros + i * 1_000_000L / SAMPLE_RATE);
      out.put(
          switch (law) {
            case MU -> mu(sample);
            case A -> a(sample);
          });
    }
  }

  /// Linear 16-bit value at a time.
  static int sample(long wallMicros) {
    long micros = Math.floorMod(wallMicros, 1_000_000L);
    int index = (int) (micros * SAMPLE_RATE / 1_000_000);
    if (micros < BEEP_MICROS) {
      return BEEP[index % BEEP.length];
    }
    // 50 Hz triangle
    int phase = index % 160;
    return (phase < 80 ? phase - 40 : 120 - phase) * 2;
  }

  /// G.711 mu-law, from 16-bit linear with the usual bias of 33 in 14 bits.
  static byte mu(int sample) {
    int magnitude = Math.min(Math.abs(sample), 32_635) + 132;
    int exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
    int mantissa = magnitude >> (exponent + 3) & 15;
    int sign = sample < 0 ? 0x80 : 0;
    return (byte) ~(sign | exponent << 4 | mantissa);
  }

  /// G.711 A-law, even bits inverted.
  static byte a(int sample) {
    int magnitude = Math.min(sample < 0 ? ~sample : sample, 32_767) >> 4;
    int exponent = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
    int mantissa = (exponent == 0 ? magnitude : magnitude >> (exponent - 1)) & 15;
    int sign = sample < 0 ? 0 : 0x80;
    return (byte) ((sign | exponent << 4 | mantissa) ^ 0x55);
  }
}
