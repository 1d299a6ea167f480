package nightjar.media.sdp;

import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.media.rtsp.message.ControlUrl;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.RtspUrl;

/// What a camera offers at a URL, and what of it we record: one video track, and one audio track if there is one we can keep.
///
/// @param url the request URI of PLAY, TEARDOWN and keep-alives
/// @param remarks what was skipped, guessed or refused, in words, for the log
public record Presentation(String url, Track video, Optional<Track> audio, List<String> remarks) {
  public Presentation {
    remarks = List.copyOf(remarks);
  }

  /// Reads a good answer to DESCRIBE. Throws a `Fault` that names what was offered when there is no video to record.
  public static Presentation of(RtspResponse described, RtspUrl asked) {
    if (described.body().isEmpty()) {
      throw Fault.of(
          Fault.Kind.PROTOCOL,
          "the camera's answer to DESCRIBE of " + asked + " is empty",
          "Check the path of the camera's address, or restart the camera.");
    }
    // tolerate: Content-Type missing (retina 0.4.7): the body is read as SDP whatever it claims to
    // be.
    SessionDescription description = SdpParser.parse(described.body());
    String base = ControlUrl.base(described.headers(), asked);
    Tracks tracks = Tracks.choose(description);
    return new Presentation(
        ControlUrl.join(base, description.control().orElse("*")),
        tracks.video().at(base),
        tracks.audio().map(audio -> audio.at(base)),
        tracks.remarks());
  }

  /// Video first.
  public List<Track> tracks() {
    return audio.map(sound -> List.of(video, sound)).orElse(List.of(video));
  }
}
