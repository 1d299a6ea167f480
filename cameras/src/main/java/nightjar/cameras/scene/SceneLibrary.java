package nightjar.cameras.scene;

import java.util.concurrent.ConcurrentHashMap;

/// Makes synthetic cameras, and draws and codes each place only once for all of them.
///
/// Safe for any thread because the one map is concurrent and what it holds does not change.
public final class SceneLibrary {
  private final ConcurrentHashMap<SceneFormat, Backdrop> backdrops = new ConcurrentHashMap<>();

  /// A camera with number `camera` (0 to 65535) that calls itself `name` on its picture.
  public SceneEncoder camera(SceneFormat format, int camera, String name) {
    return new SceneEncoder(backdrops.computeIfAbsent(format, Tuner::backdrop), camera, name);
  }
}
