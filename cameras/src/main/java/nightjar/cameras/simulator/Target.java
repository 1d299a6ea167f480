package nightjar.cameras.simulator;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request URI names: `rtsp://host/cam001/main/trackID=0`.
///
/// @param base the stream's URL, with a slash at the end, as this client reaches it
record Target(String base, String camera, StreamName stream, OptionalInt track) {
  private static final Pattern URI =
      Pattern.compile(
          "(?i)(rtsp://[^/]*/(cam[0-9]{3,6})/(main|sub))(?:/(?:trackID=([0-9]{1,2}))?)?(?:\\?.*)?");

  static Optional<Target> of(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String track = matcher.group(4);
    return Optional.of(
        new Target(
            matcher.group(1) + "/",
            matcher.group(2).toLowerCase(Locale.ROOT),
            StreamName.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)),
            track == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(track))));
  }

  String control(int track) {
    return base + controlName(track);
  }

  static String controlName(int track) {
    return "trackID=" + track;
  }
}
