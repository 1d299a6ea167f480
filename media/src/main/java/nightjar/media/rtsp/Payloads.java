package nightjar.media.rtsp;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightjar.media.audio.AacPacketizer;
import nightjar.media.audio.WholePacketizer;
import nightjar.media.codec.CodecConfig;
import nightjar.media.h264.H264Packetizer;
import nightjar.media.h265.H265Packetizer;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.Packetizer;

/// How each codec goes into RTP and SDP, for who serves streams: the inverse of [Depacketizers].
public final class Payloads {
  /// The first of the numbers that SDP may give away (RFC 3551, 6).
  private static final int FIRST_DYNAMIC = 96;

  private Payloads() {}

  public static Packetizer packetizer(CodecConfig config, int maxPayload) {
    return switch (config) {
      case CodecConfig.Avc avc -> new H264Packetizer(avc, maxPayload);
      case CodecConfig.Hevc hevc -> new H265Packetizer(hevc, maxPayload);
      case CodecConfig.Aac _ -> new AacPacketizer(maxPayload);
      case CodecConfig.G711 _ -> new WholePacketizer(maxPayload);
      case CodecConfig.Opus _ -> new WholePacketizer(maxPayload);
    };
  }

  /// What SDP says of the track with this number.
  public static Encoding encoding(CodecConfig config, int track) {
    int dynamic = FIRST_DYNAMIC + track;
    return switch (config) {
      case CodecConfig.Avc avc ->
          encoding("H264", dynamic, avc, 0, H264Packetizer.formatParameters(avc));
      case CodecConfig.Hevc hevc ->
          encoding("H265", dynamic, hevc, 0, H265Packetizer.formatParameters(hevc));
      case CodecConfig.Aac aac ->
          encoding(
              "MPEG4-GENERIC", dynamic, aac, aac.channels(), AacPacketizer.formatParameters(aac));
      case CodecConfig.G711 g711 ->
          encoding(
              g711.law() == CodecConfig.G711.Law.A ? "PCMA" : "PCMU",
              staticType(g711, dynamic),
              g711,
              g711.channels(),
              "");
      // always said to be stereo, whatever is in it (RFC 7587, 7)
      case CodecConfig.Opus opus -> encoding("OPUS", dynamic, opus, 2, "sprop-stereo=0");
    };
  }

  /// 0 and 8 stand for 8 kHz mono (RFC 3551, table 4).
  private static int staticType(CodecConfig.G711 g711, int dynamic) {
    boolean usual = g711.sampleRate() == 8_000 && g711.channels() == 1;
    return !usual ? dynamic : g711.law() == CodecConfig.G711.Law.A ? 8 : 0;
  }

  private static Encoding encoding(
      String name, int type, CodecConfig config, int channels, String parameters) {
    Map<String, String> map =
        Stream.of(parameters.split(";"))
            .filter(parameter -> parameter.contains("="))
            .map(parameter -> parameter.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new Encoding(name, type, config.timescale(), channels, map);
  }
}
