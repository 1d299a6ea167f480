package nightjar.recorder.monitor;

import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// The one line with which a monitor's connection begins: a stream to be shown, or with an empty camera the list of cameras.
public record Wish(int v, String camera, String stream, boolean keys) {
  public static final int VERSION = 1;

  private static final Json JSON = new Json();

  public Wish(int v, @Nullable String camera, @Nullable String stream, boolean keys) {
    if (v != VERSION) {
      throw new IllegalArgumentException("not a wish of version " + VERSION);
    }
    this.v = v;
    this.camera = camera == null ? "" : camera;
    this.stream = stream == null ? "" : stream;
    this.keys = keys;
  }

  /// A [Fault] for what is none.
  static Wish read(String line) {
    @Nullable Wish wish = JSON.read(line, Wish.class, "the monitor's line");
    if (wish == null) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          "the monitor's line is empty",
          "Use the same version of Nightjar at both ends.");
    }
    return wish;
  }

  boolean isList() {
    return camera.isEmpty();
  }

  StreamKey key() {
    return StreamKey.of(camera, stream);
  }
}
