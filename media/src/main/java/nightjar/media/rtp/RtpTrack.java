package nightjar.media.rtp;

import java.util.Set;

/// What a receiver must know of its track.
///
/// @param index 0 is the video track
/// @param reliable over TCP: order is as sent
/// @param announcedSsrc from SETUP's Transport, negative when it said none
/// @param strangers sources that sent before PLAY: an older session's
public record RtpTrack(
    int index,
    int payloadType,
    int clockRate,
    boolean reliable,
    long announcedSsrc,
    Set<Integer> strangers) {
  public RtpTrack {
    strangers = Set.copyOf(strangers);
  }

  public RtpTrack(
      int index, Encoding encoding, boolean reliable, long announcedSsrc, Set<Integer> strangers) {
    this(index, encoding.payloadType(), encoding.clockRate(), reliable, announcedSsrc, strangers);
  }
}
