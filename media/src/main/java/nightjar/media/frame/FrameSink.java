package nightjar.media.frame;

/// Where frames go, in decoding order, from one thread. Must not block for long: the camera's socket is not read meanwhile.
@FunctionalInterface
public interface FrameSink {
  void frame(Frame frame);

  /// Whether somebody watches as it happens, so that a frame must not wait to be read together with the next ones.
  default boolean live() {
    return false;
  }
}
