package nightjar.cli;

import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;

/// What every command is given: time, the signal to stop, the log and the terminal.
public record Environment(Clock clock, Stop stop, EventLog log, Terminal terminal) {
  Environment with(EventLog other) {
    return new Environment(clock, stop, other, terminal);
  }
}
