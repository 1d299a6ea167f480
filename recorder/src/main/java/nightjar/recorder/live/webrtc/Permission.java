package nightjar.recorder.live.webrtc;

/// Whether a viewer may go on watching; asked once a second.
@FunctionalInterface
public interface Permission {
  boolean holds();
}
