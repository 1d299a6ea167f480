package nightjar.media.rtsp;

import java.util.List;
import nightjar.media.rtp.RtpCounters;

/// What a session received so far, as of about a second ago.
///
/// @param udp media comes by UDP
/// @param bytes received on the RTSP connection
/// @param reads system calls it took
/// @param garbageBytes stepped over between frames
/// @param unknownChannels frames of channels nobody set up
/// @param tracks one per track of the session, in its order
/// @param framesDropped begun and thrown away because of loss or damage, per track summed
/// @param cameraClockKnown whether the camera sends reports of its clock
/// @param cameraClockTrusted whether capture times are the camera's own
/// @param cameraClockOffsetMicros camera's clock minus ours
public record SessionCounters(
    boolean udp,
    long bytes,
    long reads,
    long garbageBytes,
    long unknownChannels,
    List<RtpCounters> tracks,
    long framesDropped,
    boolean cameraClockKnown,
    boolean cameraClockTrusted,
    long cameraClockOffsetMicros) {
  public SessionCounters {
    tracks = List.copyOf(tracks);
  }

  /// Before the first snapshot.
  public static SessionCounters none() {
    return new SessionCounters(false, 0, 0, 0, 0, List.of(), 0, false, false, 0);
  }
}
