package nightjar.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nightjar.base.Fault;
import nightjar.media.rtsp.auth.Credentials;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.recorder.config.CameraConfig;

/// A camera's address with its password put in from the file that holds it.
final class CameraAddress {
  private CameraAddress() {}

  static RtspUrl url(CameraConfig camera, String text) {
    RtspUrl url = RtspUrl.parse(text);
    return camera.passwordFile().map(file -> url.with(credentials(camera, url, file))).orElse(url);
  }

  private static Credentials credentials(CameraConfig camera, RtspUrl url, Path file) {
    String user =
        url.credentials()
            .map(Credentials::user)
            .orElseThrow(() ->
                Fault.of(
                    Fault.Kind.INVALID,
                    "camera " + camera.id() + " has a password_file but no user",
                    "Write the user into the url: rtsp://user@host/..."));
    try {
      List<String> lines = Files.readAllLines(file);
      return new Credentials(user, lines.isEmpty() ? "" : lines.getFirst());
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the password file of camera " + camera.id() + " cannot be read: " + file,
          "Name a text file whose first line is the password.",
          e);
    }
  }
}
