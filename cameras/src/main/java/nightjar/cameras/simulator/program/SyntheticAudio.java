package nightjar.cameras.simulator.program;

import java.nio.ByteBuffer;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;

/// A sound as simple as can be: a 400 Hz tone in G.711, silence in AAC and Opus. Safe for any thread because it is immutable.
public final class SyntheticAudio {
  static final int MAX_BYTES = 256;

  /// 20 ms at 8 kHz: eight whole periods of 400 Hz.
  private static final int G711_SAMPLES = 160;

  private static final int AAC_SAMPLES = 1024;
  private static final int OPUS_SAMPLES = 960;

  /// A `raw_data_block` with one channel without spectral data, and the end (ISO/IEC 14496-3, 4.4.2.1).
  private static final Bytes AAC_SILENCE = Bytes.fromHex("00000007");

  /// AAC-LC, 16 kHz, mono (ISO/IEC 14496-3, 1.6.2.1).
  private static final Bytes AAC_CONFIG = Bytes.fromHex("1408");

  /// CELT, 20 ms, full band, mono, with the silence flag (RFC 6716, 3.1 and 4.3).
  private static final Bytes OPUS_SILENCE = Bytes.fromHex("f8fffe");

  private final Optional<CodecConfig> config;
  private final Bytes frame;
  private final int samplesPerFrame;

  private SyntheticAudio(Optional<CodecConfig> config, Bytes frame, int samplesPerFrame) {
    this.config = config;
    this.frame = frame;
    this.samplesPerFrame = samplesPerFrame;
  }

  public static SyntheticAudio of(AudioKind kind) {
    return switch (kind) {
      case NONE -> new SyntheticAudio(Optional.empty(), Bytes.empty(), 0);
      case PCMA -> g711(CodecConfig.G711.Law.A);
      case PCMU -> g711(CodecConfig.G711.Law.MU);
      case AAC ->
          new SyntheticAudio(
              Optional.of(new CodecConfig.Aac(AAC_CONFIG, 16_000, 1)), AAC_SILENCE, AAC_SAMPLES);
      case OPUS ->
          new SyntheticAudio(Optional.of(new CodecConfig.Opus(1)), OPUS_SILENCE, OPUS_SAMPLES);
    };
  }

  private static SyntheticAudio g711(CodecConfig.G711.Law law) {
    return new SyntheticAudio(
        Optional.of(new CodecConfig.G711(law, 8_000, 1)), tone(law), G711_SAMPLES);
  }

  Optional<CodecConfig> config() {
    return config;
  }

  /// When frame `number` is due; never without sound.
  long nanos(long number) {
    return config
        .map(c -> number * samplesPerFrame * 1_000_000_000L / c.timescale())
        .orElse(Source.ENDED);
  }

  /// Appends frame `number` and returns its time in ticks.
  long write(long number, ByteBuffer out) {
    out.put(frame.buffer());
    return number * samplesPerFrame;
  }

  private static Bytes tone(CodecConfig.G711.Law law) {
    byte[] tone = new byte[G711_SAMPLES];
    for (int i = 0; i < tone.length; i++) {
      int linear = (int) Math.round(8_000 * Math.sin(2 * Math.PI * i * 400 / 8_000));
      tone[i] = law == CodecConfig.G711.Law.A ? aLaw(linear) : muLaw(linear);
    }
    return Bytes.of(tone);
  }

  /// ITU-T G.711, table 1: sign, segment and four bits of 13-bit magnitude, every other bit inverted.
  private static byte aLaw(int linear) {
    int sign = linear < 0 ? 0 : 0x80;
    int magnitude = Math.min(linear < 0 ? -linear - 1 : linear, 32_767) >> 4;
    int segment = magnitude < 16 ? 0 : 28 - Integer.numberOfLeadingZeros(magnitude);
    int step = segment < 2 ? magnitude & 15 : magnitude >> (segment - 1) & 15;
    return (byte) ((sign | segment << 4 | step) ^ 0x55);
  }

  /// ITU-T G.711, table 2: the same of 14 bits with a bias of 33, all bits inverted.
  private static byte muLaw(int linear) {
    int sign = linear < 0 ? 0x80 : 0;
    int magnitude = Math.min(Math.abs(linear) >> 2, 8_158) + 33;
    int segment = 31 - Integer.numberOfLeadingZeros(magnitude) - 5;
    int step = magnitude >> (segment + 1) & 15;
    return (byte) ~(sign | segment << 4 | step);
  }
}
