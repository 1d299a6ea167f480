package nightjar.cameras.simulator;

import java.util.List;
import java.util.Optional;
import nightjar.cameras.simulator.fault.CameraFault;

/// One camera.
///
/// @param number 1 to 999999; the paths are `/cam001/main` and `/cam001/sub`, and synthetic pictures show it
public record SimulatedCamera(
    int number,
    SimulatedStream main,
    Optional<SimulatedStream> sub,
    Access access,
    List<CameraFault> faults) {
  public SimulatedCamera {
    if (number < 1 || number > 999_999) {
      throw new IllegalArgumentException("camera number " + number);
    }
    faults = List.copyOf(faults);
  }

  public SimulatedCamera with(Access access) {
    return new SimulatedCamera(number, main, sub, access, faults);
  }

  public SimulatedCamera with(List<CameraFault> faults) {
    return new SimulatedCamera(number, main, sub, access, faults);
  }

  /// The first part of its paths.
  public String name() {
    return "cam%03d".formatted(number);
  }
}
