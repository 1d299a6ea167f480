package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;

/// What a player must be told before fragments: the MIME type with its codecs (RFC 6381) and the initialization segment.
/// Safe for any thread because it has no state.
public final class PlayerMp4 {
  private PlayerMp4() {}

  /// `ftyp` and `moov` for these tracks, numbered from 1 in their order.
  public static ByteBuffer init(List<CodecConfig> configs) {
    BoxWriter out = BoxWriter.heap(1 << 10);
    MovieBoxes.ftyp(out, BoxType.ISO6, BoxType.ISO6, BoxType.ISOM, BoxType.MP41);
    MovieBoxes.fragmentedMoov(out, configs, 0);
    return out.written();
  }

  /// The exact type, as `MediaSource.isTypeSupported` wants it.
  public static String mime(List<CodecConfig> configs) {
    boolean video = configs.stream().anyMatch(CodecConfig.Video.class::isInstance);
    List<String> codecs = configs.stream().map(PlayerMp4::codec).flatMap(Optional::stream).toList();
    return (video ? "video" : "audio") + "/mp4; codecs=\"" + String.join(",", codecs) + "\"";
  }

  /// Whether any browser plays this in MP4; none plays G.711.
  public static boolean isPlayable(CodecConfig config) {
    return codec(config).isPresent();
  }

  /// The `codecs` parameter of one track; empty where no player knows any.
  public static Optional<String> codec(CodecConfig config) {
    return switch (config) {
      case CodecConfig.Avc avc -> Optional.of("avc1." + avcProfile(avc.sps().getFirst()));
      case CodecConfig.Hevc hevc -> Optional.of(hevc(hevc.profile()));
      case CodecConfig.Aac aac -> Optional.of("mp4a.40." + objectType(aac.audioSpecificConfig()));
      case CodecConfig.Opus _ -> Optional.of("opus");
      case CodecConfig.G711 _ -> Optional.empty();
    };
  }

  /// profile_idc, constraint flags and level_idc, as they stand in the SPS behind its first byte.
  private static String avcProfile(Bytes sps) {
    return HexFormat.of().withUpperCase().formatHex(sps.slice(1, 4).toArray());
  }

  /// ISO/IEC 14496-15, E.3.
  private static String hevc(CodecConfig.HevcProfile profile) {
    StringBuilder text = new StringBuilder("hvc1.");
    if (profile.space() > 0) {
      text.append((char) ('A' + profile.space() - 1));
    }
    text.append(profile.idc())
        .append('.')
        .append(Integer.toHexString(Integer.reverse(profile.compatibilityFlags())))
        .append(profile.highTier() ? ".H" : ".L")
        .append(profile.levelIdc());
    // Six bytes of constraint flags, those at the end that are zero left out.
    long constraints = profile.constraintFlags();
    for (int shift = 40; shift >= 0 && (constraints & ((1L << (shift + 8)) - 1)) != 0; shift -= 8) {
      text.append('.')
          .append(
              Long.toHexString(constraints >>> shift & 0xff).toUpperCase(java.util.Locale.ROOT));
    }
    return text.toString();
  }

  /// The first five bits; 31 means 32 plus the next six (ISO/IEC 14496-3, 1.6.2.1).
  private static int objectType(Bytes config) {
    int type = config.at(0) >> 3;
    return type < 31 ? type : 32 + ((config.at(0) & 7) << 3 | config.at(1) >> 5);
  }
}
