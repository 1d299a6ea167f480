package nightjar.cameras.simulator;

/// What went on so far, of one camera or of all. Frames and bytes count once for each viewer.
///
/// @param viewers playing now
/// @param sessions open now
/// @param framesSent handed to the system, or waiting in a viewer's backlog
/// @param framesNotSent left out because a viewer did not drain its connection: the simulator's loss, not the recorder's
/// @param framesLate left more than 100 ms after they were due: the machine is too slow for so many cameras
/// @param refusedLogins requests whose password was not let in
public record SimulatorCounters(
    long viewers,
    long sessions,
    long requests,
    long framesSent,
    long framesNotSent,
    long framesLate,
    long bytesSent,
    long refusedLogins) {
  static final SimulatorCounters ZERO = new SimulatorCounters(0, 0, 0, 0, 0, 0, 0, 0);

  SimulatorCounters plus(SimulatorCounters other) {
    return new SimulatorCounters(
        viewers + other.viewers,
        sessions + other.sessions,
        requests + other.requests,
        framesSent + other.framesSent,
        framesNotSent + other.framesNotSent,
        framesLate + other.framesLate,
        bytesSent + other.bytesSent,
        refusedLogins + other.refusedLogins);
  }
}
