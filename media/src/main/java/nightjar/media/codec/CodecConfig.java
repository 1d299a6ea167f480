package nightjar.media.codec;

import java.util.List;
import nightjar.base.Bytes;

/// Everything a decoder needs before the first frame: what an MP4 sample entry holds (ISO/IEC 14496-12, 8.5.2).
///
/// Values are compared to notice a change in mid-stream; a stream hands out the same instance until its parameters change.
public sealed interface CodecConfig {
  /// Ticks per second of every `dts` and `pts` beside this configuration.
  int timescale();

  /// Moving pictures. RTP gives them all a 90 kHz clock.
  sealed interface Video extends CodecConfig {
    /// Displayed width in pixels, after cropping.
    int width();

    int height();

    @Override
    default int timescale() {
      return 90_000;
    }
  }

  sealed interface Audio extends CodecConfig {
    int channels();

    int sampleRate();
  }

  /// H.264 / AVC (ITU-T H.264). Parameter sets are NAL units without start code or length, at least one of each.
  record Avc(List<Bytes> sps, List<Bytes> pps, int width, int height) implements Video {
    public Avc {
      sps = List.copyOf(sps);
      pps = List.copyOf(pps);
    }
  }

  /// H.265 / HEVC (ITU-T H.265). Parameter sets are NAL units without start code or length, at least one of each.
  record Hevc(
      List<Bytes> vps, List<Bytes> sps, List<Bytes> pps, HevcProfile profile, int width, int height)
      implements Video {
    public Hevc {
      vps = List.copyOf(vps);
      sps = List.copyOf(sps);
      pps = List.copyOf(pps);
    }
  }

  /// The fields of `HEVCDecoderConfigurationRecord` (ISO/IEC 14496-15, 8.3.3.1) that come from the SPS.
  record HevcProfile(
      int space,
      boolean highTier,
      int idc,
      int compatibilityFlags,
      long constraintFlags,
      int levelIdc,
      int chromaFormatIdc,
      int bitDepthLuma,
      int bitDepthChroma,
      int temporalLayers,
      boolean temporalIdNested) {}

  /// AAC; `audioSpecificConfig` is ISO/IEC 14496-3, 1.6.2.1.
  record Aac(Bytes audioSpecificConfig, int sampleRate, int channels) implements Audio {
    @Override
    public int timescale() {
      return sampleRate;
    }
  }

  /// G.711; one byte a sample and channel.
  record G711(Law law, int sampleRate, int channels) implements Audio {
    public enum Law {
      A,
      MU
    }

    @Override
    public int timescale() {
      return sampleRate;
    }
  }

  /// Opus; always a 48 kHz clock (RFC 7587, 4.1).
  record Opus(int channels) implements Audio {
    @Override
    public int sampleRate() {
      return 48_000;
    }

    @Override
    public int timescale() {
      return 48_000;
    }
  }
}
