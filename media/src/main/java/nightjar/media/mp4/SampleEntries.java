package nightjar.media.mp4;

import java.util.List;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.h264.H264Sps;

/// Writes what a decoder must know as a sample entry: ISO/IEC 14496-12, 8.5.2 and 12; -14, 5.6; -15, 5.3 and 8.3.
final class SampleEntries {
  private SampleEntries() {}

  static void stsd(BoxWriter out, List<CodecConfig> configs) {
    int box = out.begin(BoxType.STSD, 0, 0);
    out.u32(configs.size());
    for (CodecConfig config : configs) {
      entry(out, config);
    }
    out.end(box);
  }

  private static void entry(BoxWriter out, CodecConfig config) {
    switch (config) {
      case CodecConfig.Avc avc -> {
        int box = visual(out, BoxType.AVC1, avc);
        avcC(out, avc);
        out.end(box);
      }
      case CodecConfig.Hevc hevc -> {
        int box = visual(out, BoxType.HVC1, hevc);
        hvcC(out, hevc);
        out.end(box);
      }
      case CodecConfig.Aac aac -> {
        int box = audio(out, BoxType.MP4A, aac);
        esds(out, aac.audioSpecificConfig());
        out.end(box);
      }
      case CodecConfig.G711 g711 ->
          out.end(
              audio(out, g711.law() == CodecConfig.G711.Law.A ? BoxType.ALAW : BoxType.ULAW, g711));
      case CodecConfig.Opus opus -> {
        int box = audio(out, BoxType.OPUS, opus);
        dOps(out, opus);
        out.end(box);
      }
    }
  }

  private static int visual(BoxWriter out, int type, CodecConfig.Video video) {
    int box = out.begin(type);
    out.zeros(6);
    out.u16(1);
    out.zeros(16);
    out.u16(video.width());
    out.u16(video.height());
    out.u32(72 << 16);
    out.u32(72 << 16);
    out.u32(0);
    out.u16(1);
    out.zeros(32);
    out.u16(24);
    out.u16(0xffff);
    return box;
  }

  /// The rate is 16.16 fixed point: 0 where it does not fit, and readers take it from the codec's own configuration.
  private static int audio(BoxWriter out, int type, CodecConfig.Audio audio) {
    int box = out.begin(type);
    out.zeros(6);
    out.u16(1);
    out.zeros(8);
    out.u16(audio.channels());
    out.u16(16);
    out.u32(0);
    out.u32(audio.sampleRate() > 0xffff ? 0 : audio.sampleRate() << 16);
    return box;
  }

  private static void avcC(BoxWriter out, CodecConfig.Avc avc) {
    Bytes first = avc.sps().getFirst();
    int box = out.begin(BoxType.AVCC);
    out.u8(1);
    out.u8(first.at(1));
    out.u8(first.at(2));
    out.u8(first.at(3));
    out.u8(0xff);
    out.u8(0xe0 | Math.min(31, avc.sps().size()));
    avc.sps().stream().limit(31).forEach(sps -> sized(out, sps));
    out.u8(Math.min(255, avc.pps().size()));
    avc.pps().stream().limit(255).forEach(pps -> sized(out, pps));
    avcHighProfile(out, first);
    out.end(box);
  }

  /// What stands at the end for every profile that can have another chroma format or bit depth (ISO/IEC 14496-15, 5.3.3.1.2).
  /// No SPS extension is listed: they describe alpha pictures beside the real ones, which are left out of samples too.
  private static void avcHighProfile(BoxWriter out, Bytes nal) {
    int profile = nal.at(1);
    if (profile == 66 || profile == 77 || profile == 88) {
      return;
    }
    try {
      H264Sps sps = H264Sps.parse(nal);
      out.u8(0xfc | sps.chromaFormatIdc());
      out.u8(0xf8 | (sps.bitDepthLuma() - 8));
      out.u8(0xf8 | (sps.bitDepthChroma() - 8));
      out.u8(0);
    } catch (Fault _) {
      // Readers must do without it: most files in the world have been written without it.
      return;
    }
  }

  private static void hvcC(BoxWriter out, CodecConfig.Hevc hevc) {
    CodecConfig.HevcProfile profile = hevc.profile();
    int box = out.begin(BoxType.HVCC);
    out.u8(1);
    out.u8(profile.space() << 6 | (profile.highTier() ? 0x20 : 0) | profile.idc());
    out.u32(profile.compatibilityFlags());
    out.u16((int) (profile.constraintFlags() >>> 32));
    out.u32((int) profile.constraintFlags());
    out.u8(profile.levelIdc());
    out.u16(0xf000);
    out.u8(0xfc);
    out.u8(0xfc | profile.chromaFormatIdc());
    out.u8(0xf8 | (profile.bitDepthLuma() - 8));
    out.u8(0xf8 | (profile.bitDepthChroma() - 8));
    out.u16(0);
    out.u8(profile.temporalLayers() << 3 | (profile.temporalIdNested() ? 4 : 0) | 3);
    out.u8(3);
    nalUnits(out, 32, hevc.vps());
    nalUnits(out, 33, hevc.sps());
    nalUnits(out, 34, hevc.pps());
    out.end(box);
  }

  private static void nalUnits(BoxWriter out, int type, List<Bytes> units) {
    out.u8(0x80 | type);
    out.u16(units.size());
    units.forEach(unit -> sized(out, unit));
  }

  private static void sized(BoxWriter out, Bytes unit) {
    out.u16(unit.size());
    out.bytes(unit);
  }

  /// Descriptors of ISO/IEC 14496-1, 7.2.6: object type 0x40 (AAC), stream type 5 (audio).
  private static void esds(BoxWriter out, Bytes config) {
    int box = out.begin(BoxType.ESDS, 0, 0);
    int decoderConfig = 13 + 5 + config.size();
    descriptor(out, 3, 3 + 5 + decoderConfig + 5 + 1);
    out.u16(0);
    out.u8(0);
    descriptor(out, 4, decoderConfig);
    out.u8(0x40);
    out.u8(0x15);
    out.zeros(11);
    descriptor(out, 5, config.size());
    out.bytes(config);
    descriptor(out, 6, 1);
    out.u8(2);
    out.end(box);
  }

  private static void descriptor(BoxWriter out, int tag, int size) {
    out.u8(tag);
    out.u8(0x80 | size >> 21);
    out.u8(0x80 | size >> 14);
    out.u8(0x80 | size >> 7);
    out.u8(size & 0x7f);
  }

  /// Opus in ISOBMFF, 4.3.2; nothing is skipped, because a camera's stream is joined in its midst.
  private static void dOps(BoxWriter out, CodecConfig.Opus opus) {
    int box = out.begin(BoxType.DOPS);
    out.u8(0);
    out.u8(opus.channels());
    out.u16(0);
    out.u32(48_000);
    out.u16(0);
    out.u8(0);
    out.end(box);
  }
}
