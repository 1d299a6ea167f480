package nightjar.cameras.simulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import nightjar.base.Bytes;
import nightjar.cameras.simulator.program.TrackWriter;
import nightjar.media.sdp.MediaDescription;
import nightjar.media.sdp.SdpWriter;
import nightjar.media.sdp.SessionDescription;

/// The session description of one stream.
final class Describe {
  private Describe() {}

  static Bytes sdp(String camera, List<TrackWriter> tracks) {
    return SdpWriter.write(
        new SessionDescription(
            camera,
            Optional.of("*"),
            Optional.empty(),
            tracks.stream().map(Describe::media).toList(),
            List.of()));
  }

  private static MediaDescription media(TrackWriter track) {
    return new MediaDescription(
        track.video() ? MediaDescription.Kind.VIDEO : MediaDescription.Kind.AUDIO,
        "RTP/AVP",
        List.of(track.encoding()),
        Optional.of(Target.controlName(track.index())),
        Optional.empty(),
        OptionalDouble.empty());
  }
}
