package nightjar.media.rtsp;

import org.jspecify.annotations.Nullable;

/// A track after its SETUP.
///
/// @param channel the interleaved channel of its RTP, when `udp` is absent
/// @param reportChannel the same for RTCP
/// @param ssrc as announced, negative when not
record Prepared(
    SessionTrack track, int channel, int reportChannel, @Nullable UdpTrack udp, long ssrc) {}
