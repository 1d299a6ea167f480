package nightjar.cameras.simulator;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.fault.CameraFault;
import nightjar.cameras.simulator.program.AudioKind;

/// What the tests show.
final class Streams {
  /// Small and quick: five key frames a second.
  static final SimulatedStream.Synthetic SMALL =
      new SimulatedStream.Synthetic(
          SimulatedStream.Video.H264, 320, 240, 50, 200_000, 10, AudioKind.PCMA);

  private Streams() {}

  /// One camera, number 1, with these faults.
  static Simulator faulty(CameraFault... faults) {
    SimulatedCamera camera =
        new SimulatedCamera(1, SMALL, Optional.empty(), new Access.Open(), List.of(faults));
    return Simulator.start(
        SimulatorConfig.of(List.of(camera)), new SystemClock(), new SplittableRandom(1));
  }

  /// The test's own time-out ends a wait that never ends.
  static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
