package nightjar.cameras.simulator.fault;

import java.util.Optional;
import nightjar.media.codec.CodecConfig;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;

/// Where a fault can bite in the RTSP dialogue of one camera. The defaults are a healthy camera's.
/// Owned by the simulator's thread.
public interface DialogueStage {
  DialogueStage HEALTHY = new DialogueStage() {};

  /// How a connection goes on.
  enum Ending {
    NONE,
    CLOSE,
    RESET
  }

  /// Whether a request with credentials is let in.
  default boolean admits(boolean rightPassword, long nowNanos) {
    return rightPassword;
  }

  /// An answer given instead of doing what was asked. `sessions` counts those the camera holds.
  default Optional<RtspResponse> instead(RtspRequest request, int sessions) {
    return Optional.empty();
  }

  /// Changes the answer on its way out.
  default RtspResponse amend(RtspRequest request, RtspResponse response) {
    return response;
  }

  /// How long after it was accepted a connection gets no word.
  default long silentNanos() {
    return 0;
  }

  /// Whether PLAY is answered only after the first frame.
  default boolean mediaBeforeAnswer() {
    return false;
  }

  /// Whether the session of a client that vanished stays until its time-out.
  default boolean leaksSessions() {
    return false;
  }

  /// Whether a track is offered.
  default boolean shows(CodecConfig track) {
    return true;
  }

  /// Asked once for every whole second a viewer has been playing.
  default Ending ending(long playingSeconds) {
    return Ending.NONE;
  }

  /// A request the camera sends on its own; asked once for every whole second.
  default Optional<RtspRequest> ask(String uri, long playingSeconds) {
    return Optional.empty();
  }
}
