package nightjar.recorder.restream;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.store.recording.StreamKey;

/// What a request names: `rtsp://HOST/CAMERA/STREAM`, with `/trackID=N` for one track of it.
///
/// @param base the stream's URL with a slash at its end, as this client reached it
record StreamUrl(String base, StreamKey stream, OptionalInt track) {
  private static final Pattern URI =
      Pattern.compile(
          "(?i:rtsp)://[^/ ]{1,300}/([a-z0-9][a-z0-9-]{0,62})/(main|sub)(?:/(?:trackID=([0-9]))?)?(?:\\?[!-~]*)?");

  static Optional<StreamUrl> of(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String track = matcher.group(3);
    return Optional.of(
        new StreamUrl(
            uri.substring(0, matcher.end(2)) + "/",
            StreamKey.of(matcher.group(1), matcher.group(2)),
            track == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(track))));
  }

  static String control(int track) {
    return "trackID=" + track;
  }
}
