package nightjar.media.frame;

/// Where frames go, in decoding order, from one thread. Must not block for long: the camera's socket is not read meanwhile.
@FunctionalInterface
public interface FrameSink {
  void frame(Frame frame);
}
