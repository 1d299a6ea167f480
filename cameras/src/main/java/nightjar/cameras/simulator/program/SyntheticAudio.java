package nightjar.cameras.simulator.program;

import java.nio.ByteBuffer;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.cameras.scene.ToneSource;
import nightjar.media.codec.CodecConfig;

/// Cuts the microphone of synthetic cameras into frames. Safe for any thread because it is immutable.
public final class SyntheticAudio {
  static final int MAX_BYTES = 256;

  /// 20 ms each (RFC 3551, 4.2).
  private static final int G711_SAMPLES = 160;

  private static final int OPUS_SAMPLES = 960;

  private final Optional<CodecConfig> config;
  private final int samplesPerFrame;

  private SyntheticAudio(Optional<CodecConfig> config, int samplesPerFrame) {
    this.config = config;
    this.samplesPerFrame = samplesPerFrame;
  }

  public static SyntheticAudio of(AudioKind kind) {
    return switch (kind) {
      case NONE -> new SyntheticAudio(Optional.empty(), 0);
      case PCMA ->
          new SyntheticAudio(Optional.of(ToneSource.g711(CodecConfig.G711.Law.A)), G711_SAMPLES);
      case PCMU ->
          new SyntheticAudio(Optional.of(ToneSource.g711(CodecConfig.G711.Law.MU)), G711_SAMPLES);
      case AAC -> new SyntheticAudio(Optional.of(ToneSource.aac()), ToneSource.aacSamples());
      case OPUS -> new SyntheticAudio(Optional.of(ToneSource.opus()), OPUS_SAMPLES);
    };
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

  /// Appends frame `number`, captured at `wallMicros`, and returns its time in ticks.
  long write(long number, long wallMicros, ByteBuffer out) {
    switch (config.orElseThrow()) {
      case CodecConfig.G711 g711 -> ToneSource.g711(g711.law(), wallMicros, samplesPerFrame, out);
      case CodecConfig.Aac _ -> put(ToneSource.aacSilence(), out);
      case CodecConfig.Opus _ -> put(ToneSource.opusSilence(), out);
      case CodecConfig.Video _ -> throw new IllegalStateException("pictures among the sounds");
    }
    return number * samplesPerFrame;
  }

  private static void put(Bytes frame, ByteBuffer out) {
    out.put(frame.buffer());
  }
}
