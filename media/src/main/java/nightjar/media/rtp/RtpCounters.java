package nightjar.media.rtp;

/// What one track received so far, for the screen and the log.
///
/// @param packets that belonged to the track, late ones included
/// @param bytes of those packets, headers included
/// @param lost packets that never came
/// @param late packets dropped because their place was already passed
/// @param reordered packets put back in their place
/// @param strays well-formed packets of another payload type or source
/// @param malformed packets that were no RTP or RTCP
/// @param resets times the sequence numbers or the source began anew
/// @param timeJumps times the RTP timestamp jumped and was mended
/// @param jitterMicros RFC 3550, 6.4.1, taken once per frame
/// @param lastPacketMicros wall time of the last packet that belonged to the track, 0 before the first
public record RtpCounters(
    long packets,
    long bytes,
    long lost,
    long late,
    long reordered,
    long strays,
    long malformed,
    long resets,
    long timeJumps,
    long jitterMicros,
    long lastPacketMicros) {}
