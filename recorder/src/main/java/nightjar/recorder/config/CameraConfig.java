package nightjar.recorder.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import nightjar.base.Fault;

/// One camera of the configuration file.
///
/// @param id short name, also its folder on disk: lower-case letters, digits and hyphens
/// @param url main stream, `rtsp://` or `rtsps://`, with or without user and password
/// @param subUrl small stream, recorded beside the main one
/// @param passwordFile file whose first line is the password, so that it need not stand in the configuration
/// @param keep footage older than this is deleted
/// @param keepBytes footage of this camera beyond this is deleted, oldest first
public record CameraConfig(
    String id,
    String url,
    Optional<String> subUrl,
    TransportChoice transport,
    Optional<Path> passwordFile,
    Optional<Duration> keep,
    OptionalLong keepBytes) {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /// How the media travels: `auto` is TCP, and UDP where a camera refuses TCP.
  public enum TransportChoice {
    AUTO,
    TCP,
    UDP
  }

  public CameraConfig {
    if (!ID.matcher(id).matches()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "a camera cannot be called \"" + id + "\"",
          "Use lower-case letters, digits and hyphens, such as front-door; at most 63.");
    }
  }

  /// A camera with everything else left as usual.
  public static CameraConfig of(String id, String url) {
    return new CameraConfig(
        id,
        url,
        Optional.empty(),
        TransportChoice.AUTO,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  public CameraConfig with(TransportChoice other) {
    return new CameraConfig(id, url, subUrl, other, passwordFile, keep, keepBytes);
  }

  static CameraConfig read(TomlSection section) {
    String id =
        section
            .text("id")
            .orElseThrow(
                () -> section.wrong("id", "is missing", "Every camera needs an id and a url."));
    String url =
        section
            .text("url")
            .orElseThrow(
                () -> section.wrong("url", "is missing", "Every camera needs an id and a url."));
    Optional<Long> keepBytes = section.bytes("keep_bytes");
    var camera =
        new CameraConfig(
            id,
            url,
            section.text("sub_url"),
            transport(section),
            section.text("password_file").map(Path::of),
            section.duration("keep"),
            keepBytes.isPresent() ? OptionalLong.of(keepBytes.get()) : OptionalLong.empty());
    section.finish();
    return camera;
  }

  private static TransportChoice transport(TomlSection section) {
    String text = section.text("transport").orElse("auto");
    try {
      return TransportChoice.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw section.wrong(
          "transport", "is \"" + text + "\"", "Choose \"auto\", \"tcp\" or \"udp\".");
    }
  }
}
