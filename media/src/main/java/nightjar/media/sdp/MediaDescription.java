package nightjar.media.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import nightjar.media.rtp.Encoding;

/// One `m=` section (RFC 8866, 5.14).
///
/// @param protocol in upper case, `RTP/AVP`
/// @param encodings in the order of the `m=` line; never empty
/// @param control the `a=control` value as sent; not a URL until joined to the base
/// @param direction when said in this section
/// @param frameRate pictures per second as claimed, a hint: cameras lie
public record MediaDescription(
    Kind kind,
    String protocol,
    List<Encoding> encodings,
    Optional<String> control,
    Optional<Direction> direction,
    OptionalDouble frameRate) {
  public enum Kind {
    VIDEO,
    AUDIO,
    APPLICATION,
    OTHER
  }

  public MediaDescription {
    encodings = List.copyOf(encodings);
  }
}
