package nightjar.media.audio;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.bits.BitReader;

/// `AudioSpecificConfig` of AAC (ISO/IEC 14496-3, 1.6.2.1): what recording needs of it.
///
/// @param bytes as sent, or made by [#of]
/// @param sampleRate that decoding gives: twice the core's with spectral band replication
/// @param frameSamples samples a channel of one frame, at `sampleRate`
public record AudioSpecificConfig(Bytes bytes, int sampleRate, int channels, int frameSamples) {
  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };

  /// `syncExtensionType` of spectral band replication told of behind the core's configuration.
  static final int EXTENSION = 0x2b7;

  private static final int LOW_COMPLEXITY = 2;
  private static final int LONG_TERM_PREDICTION = 4;
  private static final int SPECTRAL_BAND_REPLICATION = 5;
  private static final int PARAMETRIC_STEREO = 29;
  private static final int LOW_DELAY = 23;
  private static final int ENHANCED_LOW_DELAY = 39;
  private static final int RATE_FOLLOWS = 15;
  private static final int MAX_RATE = 192_000;

  /// Throws a `PROTOCOL` fault when no sample rate and channels can be read.
  public static AudioSpecificConfig parse(Bytes bytes) {
    BitReader reader = new BitReader().set(bytes.buffer(), 0, bytes.size());
    AudioSpecificConfig config = read(reader, bytes);
    boolean possible =
        config.sampleRate > 0 && config.sampleRate <= MAX_RATE && config.channels > 0;
    if (reader.overrun() || !possible) {
      throw Fault.of(
          Fault.Kind.PROTOCOL,
          "AAC configuration cannot be right: " + bytes,
          "Choose another audio coding in the camera's settings, or switch its sound off.");
    }
    return config;
  }

  /// AAC-LC, for a camera that sends no configuration. A rate that has no index of its own is written in full.
  public static AudioSpecificConfig of(int sampleRate, int channels) {
    int index = 0;
    while (index < RATES.length && RATES[index] != sampleRate) {
      index++;
    }
    int configuration = channels == 8 ? 7 : channels;
    ByteBuffer out = ByteBuffer.allocate(8);
    if (index < RATES.length) {
      out.putShort((short) ((LOW_COMPLEXITY << 11) | (index << 7) | (configuration << 3)));
    } else {
      long bits = ((long) LOW_COMPLEXITY << 35) | ((long) RATE_FOLLOWS << 31);
      bits |= ((long) sampleRate << 7) | ((long) configuration << 3);
      out.put((byte) (bits >> 32)).putInt((int) bits);
    }
    return parse(Bytes.copyOf(out, 0, out.position()));
  }

  /// Reads past one of which nobody says how long it is. False, and somewhere in it, for codings whose configuration goes on
  /// behind `GASpecificConfig`, and for channels described one by one.
  static boolean skip(BitReader reader) {
    int type = objectType(reader);
    rate(reader);
    int configuration = reader.number(4);
    if (type == SPECTRAL_BAND_REPLICATION || type == PARAMETRIC_STEREO) {
      rate(reader);
      type = objectType(reader);
    }
    reader.bit(); // frameLengthFlag
    if (reader.flag()) {
      reader.skip(14); // coreCoderDelay
    }
    boolean extended = reader.flag();
    return type > 0 && type <= LONG_TERM_PREDICTION && configuration != 0 && !extended;
  }

  /// Reads past what stands behind an [#EXTENSION] word, and returns the reader's position.
  static int skipExtension(BitReader reader) {
    boolean replicated = objectType(reader) == SPECTRAL_BAND_REPLICATION && reader.flag();
    if (replicated) {
      rate(reader);
    }
    return reader.position();
  }

  private static AudioSpecificConfig read(BitReader reader, Bytes bytes) {
    int type = objectType(reader);
    int core = rate(reader);
    int configuration = reader.number(4);
    int output = core;
    if (type == SPECTRAL_BAND_REPLICATION || type == PARAMETRIC_STEREO) {
      output = rate(reader);
      type = objectType(reader);
    }
    boolean shortFrames = reader.flag();
    int frame =
        type == LOW_DELAY || type == ENHANCED_LOW_DELAY
            ? (shortFrames ? 480 : 512)
            : (shortFrames ? 960 : 1024);
    int channels = configuration == 0 ? programChannels(reader) : channels(configuration);
    int scaled = core == 0 ? frame : (int) ((long) frame * output / core);
    return new AudioSpecificConfig(bytes, output, channels, scaled);
  }

  private static int objectType(BitReader reader) {
    int type = reader.number(5);
    return type == 31 ? 32 + reader.number(6) : type;
  }

  private static int rate(BitReader reader) {
    int index = reader.number(4);
    return index == RATE_FOLLOWS ? reader.number(24) : index < RATES.length ? RATES[index] : 0;
  }

  /// Table 1.19.
  private static int channels(int configuration) {
    return switch (configuration) {
      case 1, 2, 3, 4, 5, 6 -> configuration;
      case 7, 12, 14 -> 8;
      case 11 -> 7;
      default -> 0;
    };
  }

  /// Channels of a `program_config_element()` (4.5.1.1), which stands behind two flags of `GASpecificConfig`.
  private static int programChannels(BitReader reader) {
    if (reader.flag()) {
      reader.skip(14); // coreCoderDelay
    }
    reader.skip(
        1 + 10); // extensionFlag; element_instance_tag, object_type, sampling_frequency_index
    int paired = reader.number(4) + reader.number(4) + reader.number(4);
    int low = reader.number(2);
    reader.skip(3 + 4); // num_assoc_data_elements, num_valid_cc_elements
    mixdown(reader, 4); // mono
    mixdown(reader, 4); // stereo
    mixdown(reader, 3); // matrix
    int channels = low;
    for (int i = 0; i < paired; i++) {
      channels += reader.flag() ? 2 : 1;
      reader.skip(4);
    }
    return channels;
  }

  private static void mixdown(BitReader reader, int width) {
    if (reader.flag()) {
      reader.skip(width);
    }
  }
}
