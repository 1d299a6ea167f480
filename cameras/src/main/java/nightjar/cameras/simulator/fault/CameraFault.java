package nightjar.cameras.simulator.fault;

import java.util.random.RandomGenerator;

/// Something a simulated camera does wrong. The word for `--fault` is [#name]; [FaultCatalog] lists them all with a line of help.
///
/// A fault is only a description; each takes part in the camera's work through the stages it hands out.
public sealed interface CameraFault
    permits ConnectionFault, DialogueFault, PacketFault, StreamFault, TimeFault {
  String name();

  /// Its part in the media of one stream, made anew each time the first viewer comes.
  default MediaStage media(RandomGenerator random) {
    return MediaStage.HEALTHY;
  }

  /// Its part in the RTSP dialogue of one camera, made once.
  default DialogueStage dialogue() {
    return DialogueStage.HEALTHY;
  }
}
