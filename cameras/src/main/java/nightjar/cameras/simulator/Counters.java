package nightjar.cameras.simulator;

import java.util.concurrent.atomic.LongAdder;

/// One camera's counters. Safe for any thread because each is a `LongAdder`; only the simulator's thread adds.
final class Counters {
  final LongAdder viewers = new LongAdder();
  final LongAdder sessions = new LongAdder();
  final LongAdder requests = new LongAdder();
  final LongAdder framesSent = new LongAdder();
  final LongAdder framesNotSent = new LongAdder();
  final LongAdder framesLate = new LongAdder();
  final LongAdder bytesSent = new LongAdder();
  final LongAdder refusedLogins = new LongAdder();

  SimulatorCounters snapshot() {
    return new SimulatorCounters(
        viewers.sum(),
        sessions.sum(),
        requests.sum(),
        framesSent.sum(),
        framesNotSent.sum(),
        framesLate.sum(),
        bytesSent.sum(),
        refusedLogins.sum());
  }
}
