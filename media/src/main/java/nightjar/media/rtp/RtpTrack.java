package nightjar.media.rtp;

/// What a receiver must know of its track.
///
/// @param index 0 is the video track
/// @param reliable over TCP: order is as sent
/// @param announcedSsrc from SETUP's Transport, negative when it said none
public record RtpTrack(
    int index, int payloadType, int clockRate, boolean reliable, long announcedSsrc) {
  public RtpTrack(int index, Encoding encoding, boolean reliable, long announcedSsrc) {
    this(index, encoding.payloadType(), encoding.clockRate(), reliable, announcedSsrc);
  }
}
