package nightjar.cameras.simulator.program;

/// What one frame is, beside its bytes.
///
/// @param track index of the track in the program
/// @param number counts the track's frames from 0, over restarts too
/// @param timestamp the RTP timestamp before it wraps to 32 bits
/// @param dueNanos when it is due, since the program began
/// @param sync a viewer can start here
/// @param frameBytes length of the frame before it was cut into packets
/// @param crc32c of those bytes (NAL units behind their length in four bytes, or raw audio); 0 when nobody asked for it
public record UnitInfo(
    int track,
    long number,
    long timestamp,
    long dueNanos,
    boolean sync,
    int frameBytes,
    int crc32c) {}
