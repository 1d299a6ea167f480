package nightjar.store.recording;

/// One stream of one camera: what is recorded, found and expired as a unit.
public record StreamKey(CameraId camera, StreamId stream) {
  public static StreamKey of(String camera, String stream) {
    return new StreamKey(new CameraId(camera), new StreamId(stream));
  }

  /// Its folder on the disk.
  public String folder() {
    return camera.name() + "/" + stream.name();
  }

  @Override
  public String toString() {
    return folder();
  }
}
