package nightjar.store.recording;

/// A camera's name on disk and in the catalog: letters, digits, `.`, `_` and `-`, so that it is a folder name anywhere.
public record CameraId(String name) {
  public CameraId {
    Names.check("camera", name);
  }

  @Override
  public String toString() {
    return name;
  }
}
