package nightjar.media.rtsp;

import nightjar.base.tasks.Stop;

/// A stop action for the length of a `try` block, without `AutoCloseable`'s checked exception.
record Registration(AutoCloseable handle) implements AutoCloseable {
  static Registration of(Stop stop, Runnable action) {
    return new Registration(stop.onRequest(action));
  }

  @Override
  public void close() {
    try {
      handle.close();
    } catch (Exception e) {
      throw new IllegalStateException("forgetting an action cannot fail", e);
    }
  }
}
