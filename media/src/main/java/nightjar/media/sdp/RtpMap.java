package nightjar.media.sdp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nightjar.media.rtp.Encoding;
import nightjar.media.sdp.MediaDescription.Kind;

/// From `a=rtpmap` (RFC 8866, 6.6), or what stands in for it, to an [Encoding].
final class RtpMap {
  private static final int MAX_CLOCK_RATE = 10_000_000;

  private RtpMap() {}

  /// `map` is what follows the payload type, empty when the line is missing.
  static Optional<Encoding> encoding(
      Kind kind,
      int payloadType,
      String map,
      Map<String, String> parameters,
      Consumer<String> remarks) {
    String[] parts = map.split("/", -1);
    String name = name(parts[0]);
    int clockRate = parts.length > 1 ? number(parts[1], MAX_CLOCK_RATE) : 0;
    int channels = parts.length > 2 ? number(parts[2], 255) : 0;
    Optional<StaticPayloadType> known = StaticPayloadType.of(payloadType);
    if (name.isEmpty() && known.isPresent()) {
      name = known.get().name();
      clockRate = known.get().clockRate();
      channels = known.get().channels();
    }
    if (name.isEmpty()) {
      name = guess(kind, parameters);
      if (name.isEmpty()) {
        remarks.accept("payload type " + payloadType + " skipped: nothing says what it is");
        return Optional.empty();
      }
      remarks.accept("payload type " + payloadType + " has no rtpmap: taken for " + name);
    }
    int wanted = clockRate(kind, name, clockRate);
    if (wanted == 0) {
      remarks.accept("payload type " + payloadType + " (" + name + ") skipped: no clock rate");
      return Optional.empty();
    }
    if (wanted != clockRate) {
      remarks.accept(name + " has clock rate " + clockRate + ": taken for " + wanted);
    }
    int sounds = kind == Kind.AUDIO ? Math.max(1, channels) : 0;
    return Optional.of(new Encoding(name, payloadType, wanted, sounds, parameters));
  }

  /// Empty when it cannot be one.
  private static String name(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    if (!name.matches("[!-~]{1,40}")) {
      return "";
    }
    return name.equals("HEVC") ? "H265" : name;
  }

  /// Of a dynamic payload type without `rtpmap`; empty when nothing hints at it.
  private static String guess(Kind kind, Map<String, String> parameters) {
    if (kind != Kind.VIDEO) {
      return "";
    }
    // tolerate: no rtpmap at all; most video without a name is H.264 (go2rtc).
    return parameters.containsKey("sprop-vps") || parameters.containsKey("sprop-sps")
        ? "H265"
        : "H264";
  }

  /// tolerate: no clock rate, or zero (mediamtx#4476), where only one is possible; Opus at another rate than 48 kHz, which
  /// RFC 7587, 4.1 forbids. 0 when it cannot be known.
  private static int clockRate(Kind kind, String name, int said) {
    return switch (name) {
      case "H264", "H265" -> 90_000;
      case "OPUS" -> 48_000;
      case "PCMA", "PCMU" -> said > 0 ? said : 8_000;
      default -> said > 0 || kind != Kind.VIDEO ? said : 90_000;
    };
  }

  /// 0 when it is none or too large.
  private static int number(String text, int max) {
    String digits = text.strip();
    int number = digits.matches("[0-9]{1,8}") ? Integer.parseInt(digits) : 0;
    return number <= max ? number : 0;
  }
}
