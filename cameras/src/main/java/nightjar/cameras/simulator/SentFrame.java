package nightjar.cameras.simulator;

import nightjar.cameras.simulator.program.UnitInfo;

/// The truth about one frame that went out to at least one viewer.
///
/// @param info its number, timestamp and checksum
/// @param wallMicros when it was captured, by the simulator's clock
public record SentFrame(int camera, StreamName stream, UnitInfo info, long wallMicros) {}
