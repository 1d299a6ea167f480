package nightjar.media.rtp;

import java.util.Map;

/// What SDP says of one payload type (RFC 8866, 6.6 and 6.15), tidied: what a depacketizer is made from.
///
/// @param name encoding name in upper case, `H264`, `MPEG4-GENERIC`
/// @param payloadType 0 to 127
/// @param clockRate ticks per second of the RTP timestamp, above 0
/// @param channels 1 when not said; 0 for video
/// @param parameters `fmtp` parameters, names in lower case, values as sent
public record Encoding(
    String name, int payloadType, int clockRate, int channels, Map<String, String> parameters) {
  public Encoding {
    parameters = Map.copyOf(parameters);
  }
}
