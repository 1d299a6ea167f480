package nightjar.store.recording;

/// One of a camera's streams, such as `main` or `sub`; the same letters as [CameraId].
public record StreamId(String name) {
  public StreamId {
    Names.check("stream", name);
  }

  @Override
  public String toString() {
    return name;
  }
}
