package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import org.jspecify.annotations.Nullable;

/// Reads sample entries: ISO/IEC 14496-12, 8.5.2 and 12; -15, 5.3 and 8.3; QuickTime's audio entries of version 1 and 2.
///
/// @param config null when Nightjar does not know the coding
/// @param nalLengthSize bytes of the length before each NAL unit; 0 where there are none
record SampleEntryReader(@Nullable CodecConfig config, int nalLengthSize) {
  private static final int VISUAL_BOXES_AT = 78;
  private static final int MAX_ENTRIES = 1024;
  private static final SampleEntryReader UNKNOWN = new SampleEntryReader(null, 0);

  /// The entries of the `stsd` that `box` stands at.
  static List<SampleEntryReader> read(Boxes box) {
    List<SampleEntryReader> entries = new ArrayList<>();
    Boxes in = new Boxes(box.bytes(), box.from() + 8, box.to());
    while (entries.size() < MAX_ENTRIES && in.next()) {
      entries.add(entry(in));
    }
    return entries;
  }

  private static SampleEntryReader entry(Boxes entry) {
    return switch (entry.type()) {
      case BoxType.AVC1, BoxType.AVC2, BoxType.AVC3, BoxType.DVA1, BoxType.DVAV -> avc(entry);
      case BoxType.HVC1, BoxType.HEV1, BoxType.DVH1, BoxType.DVHE -> hevc(entry);
      case BoxType.MP4A -> aac(entry);
      case BoxType.ALAW -> g711(entry, CodecConfig.G711.Law.A);
      case BoxType.ULAW -> g711(entry, CodecConfig.G711.Law.MU);
      case BoxType.OPUS -> opus(entry);
      default -> UNKNOWN;
    };
  }

  private static SampleEntryReader avc(Boxes entry) {
    ByteBuffer config = child(entry, VISUAL_BOXES_AT, BoxType.AVCC);
    if (config == null || config.limit() < 7) {
      return UNKNOWN;
    }
    config.position(5);
    List<Bytes> sps = units(config, config.get() & 0x1f);
    List<Bytes> pps = config.hasRemaining() ? units(config, config.get() & 0xff) : List.of();
    if (sps.isEmpty() || pps.isEmpty() || sps.getFirst().size() < 4) {
      return UNKNOWN;
    }
    return new SampleEntryReader(
        new CodecConfig.Avc(sps, pps, u16(entry, 24), u16(entry, 26)), (config.get(4) & 3) + 1);
  }

  private static SampleEntryReader hevc(Boxes entry) {
    ByteBuffer config = child(entry, VISUAL_BOXES_AT, BoxType.HVCC);
    if (config == null || config.limit() < 23) {
      return UNKNOWN;
    }
    List<List<Bytes>> sets = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    config.position(23);
    for (int arrays = config.get(22) & 0xff; arrays > 0 && config.remaining() >= 3; arrays--) {
      int kind = (config.get() & 0x3f) - 32;
      List<Bytes> units = units(config, config.getShort() & 0xffff);
      if (kind >= 0 && kind < 3) {
        sets.get(kind).addAll(units);
      }
    }
    if (sets.stream().anyMatch(List::isEmpty)) {
      return UNKNOWN;
    }
    return new SampleEntryReader(
        new CodecConfig.Hevc(
            sets.get(0), sets.get(1), sets.get(2), profile(config), u16(entry, 24), u16(entry, 26)),
        (config.get(21) & 3) + 1);
  }

  private static CodecConfig.HevcProfile profile(ByteBuffer config) {
    int first = config.get(1);
    int layers = config.get(21);
    return new CodecConfig.HevcProfile(
        first >> 6 & 3,
        (first & 0x20) != 0,
        first & 0x1f,
        config.getInt(2),
        (config.getShort(6) & 0xffffL) << 32 | (config.getInt(8) & 0xffffffffL),
        config.get(12) & 0xff,
        config.get(16) & 3,
        (config.get(17) & 7) + 8,
        (config.get(18) & 7) + 8,
        layers >> 3 & 7,
        (layers & 4) != 0);
  }

  private static List<Bytes> units(ByteBuffer in, int count) {
    List<Bytes> units = new ArrayList<>();
    for (int i = 0; i < count && in.remaining() >= 2; i++) {
      int length = in.getShort() & 0xffff;
      if (length > in.remaining()) {
        in.position(in.limit());
      } else if (length > 0) {
        units.add(Bytes.copyOf(in, in.position(), length));
        in.position(in.position() + length);
      }
    }
    return units;
  }

  private static SampleEntryReader aac(Boxes entry) {
    ByteBuffer esds = child(entry, audioBoxesAt(entry), BoxType.ESDS);
    if (esds == null) {
      ByteBuffer wave = child(entry, audioBoxesAt(entry), BoxType.WAVE);
      esds = wave == null ? null : find(new Boxes(wave, 0, wave.limit()), BoxType.ESDS);
    }
    Bytes config = esds == null ? null : EsdsReader.audioSpecificConfig(esds);
    if (config == null) {
      return UNKNOWN;
    }
    int rate = u16(entry, 24) != 0 ? u16(entry, 24) : EsdsReader.sampleRate(config);
    return rate <= 0
        ? UNKNOWN
        : new SampleEntryReader(new CodecConfig.Aac(config, rate, channels(entry)), 0);
  }

  private static SampleEntryReader g711(Boxes entry, CodecConfig.G711.Law law) {
    int rate = u16(entry, 24);
    return rate == 0
        ? UNKNOWN
        : new SampleEntryReader(new CodecConfig.G711(law, rate, channels(entry)), 0);
  }

  private static SampleEntryReader opus(Boxes entry) {
    ByteBuffer config = child(entry, audioBoxesAt(entry), BoxType.DOPS);
    return config == null || config.limit() < 2
        ? UNKNOWN
        : new SampleEntryReader(new CodecConfig.Opus(Math.max(1, config.get(1) & 0xff)), 0);
  }

  private static int channels(Boxes entry) {
    return Math.max(1, u16(entry, 16));
  }

  private static int audioBoxesAt(Boxes entry) {
    return switch (u16(entry, 8)) {
      case 1 -> 28 + 16;
      case 2 -> 28 + 36;
      default -> 28;
    };
  }

  private static int u16(Boxes entry, int at) {
    return entry.length() >= at + 2 ? entry.bytes().getShort(entry.from() + at) & 0xffff : 0;
  }

  private static @Nullable ByteBuffer child(Boxes entry, int from, int type) {
    return find(new Boxes(entry.bytes(), entry.from() + from, entry.to()), type);
  }

  private static @Nullable ByteBuffer find(Boxes in, int type) {
    while (in.next()) {
      if (in.type() == type) {
        return in.body();
      }
    }
    return null;
  }
}
