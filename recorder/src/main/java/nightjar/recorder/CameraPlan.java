package nightjar.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.media.rtsp.auth.Credentials;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import nightjar.recorder.settings.CameraEntry;
import nightjar.store.recording.StreamKey;

/// How a camera is to be received: its streams, with whatever signs in there. Two that are equal need no restart.
public record CameraPlan(String id, List<Stream> streams) {
  public record Stream(StreamKey key, RtspUrl url, TransportChoice transport) {}

  public CameraPlan {
    streams = List.copyOf(streams);
  }

  /// Of the configuration file.
  static CameraPlan of(CameraConfig camera) {
    List<Stream> streams = new ArrayList<>();
    streams.add(
        stream(camera.id(), "main", CameraAddress.url(camera, camera.url()), camera.transport()));
    camera
        .subUrl()
        .ifPresent(sub ->
            streams.add(
                stream(camera.id(), "sub", CameraAddress.url(camera, sub), camera.transport())));
    return new CameraPlan(camera.id(), streams);
  }

  /// Of the web app.
  public static CameraPlan of(CameraEntry camera, Optional<String> password) {
    List<Stream> streams = new ArrayList<>();
    streams.add(
        stream(
            camera.id(),
            "main",
            url(camera.address(), camera.user(), password),
            camera.transport()));
    camera
        .subAddress()
        .ifPresent(sub ->
            streams.add(
                stream(camera.id(), "sub", url(sub, camera.user(), password), camera.transport())));
    return new CameraPlan(camera.id(), streams);
  }

  /// An address with what signs in there; an INVALID fault when it is none.
  public static RtspUrl url(String address, Optional<String> user, Optional<String> password) {
    RtspUrl url = RtspUrl.parse(address);
    return user.map(name -> url.with(new Credentials(name, password.orElse("")))).orElse(url);
  }

  private static Stream stream(String camera, String name, RtspUrl url, TransportChoice transport) {
    return new Stream(StreamKey.of(camera, name), url, transport);
  }
}
