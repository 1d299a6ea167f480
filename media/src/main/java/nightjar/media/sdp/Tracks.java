package nightjar.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nightjar.base.Fault;
import nightjar.media.audio.LatmDepacketizer;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtsp.message.ControlUrl;
import nightjar.media.sdp.MediaDescription.Kind;

/// Which sections of a description are recorded, and why the others are not.
public record Tracks(Choice video, Optional<Choice> audio, List<String> remarks) {
  private static final Set<String> VIDEO = Set.of("H264", "H265");
  private static final Set<String> AUDIO =
      Set.of("MPEG4-GENERIC", "MP4A-LATM", "PCMA", "PCMU", "OPUS");

  public Tracks {
    remarks = List.copyOf(remarks);
  }

  /// A section and the one of its encodings that is recorded.
  public record Choice(MediaDescription media, Encoding encoding) {
    Track at(String base) {
      String url = ControlUrl.join(base, media.control().orElse("*"));
      return new Track(encoding, url, media.frameRate());
    }
  }

  /// Throws a `Fault` of kind `UNSUPPORTED` when there is no video we can record: sound alone is not surveillance (go2rtc#1847).
  public static Tracks choose(SessionDescription description) {
    List<String> remarks = new ArrayList<>(description.remarks());
    Optional<Choice> video = Optional.empty();
    for (MediaDescription media : of(description, Kind.VIDEO)) {
      // tolerate: video marked as our backchannel (gortsplib#970, CV-RTSPHandler of go2rtc#771).
      video = video.isPresent() ? video : choice(media, VIDEO, remarks);
    }
    if (video.isEmpty()) {
      throw noVideo(description);
    }
    // A camera that marks its video so speaks from its own side, and means its sound as well.
    boolean ownSide = description.direction(video.get().media) == Direction.SENDONLY;
    Optional<Choice> audio = Optional.empty();
    for (MediaDescription media : of(description, Kind.AUDIO)) {
      Direction direction = description.direction(media);
      if (direction == Direction.INACTIVE) {
        remarks.add("audio not recorded: the camera says it is inactive");
      } else if (direction == Direction.SENDONLY && !ownSide) {
        remarks.add("audio not recorded: it is the backchannel to the camera's loudspeaker");
      } else if (audio.isEmpty()) {
        audio = choice(media, AUDIO, remarks);
      }
    }
    return new Tracks(video.get(), audio, remarks);
  }

  private static List<MediaDescription> of(SessionDescription description, Kind kind) {
    return description.media().stream().filter(m -> m.kind() == kind).toList();
  }

  private static Optional<Choice> choice(
      MediaDescription media, Set<String> recordable, List<String> remarks) {
    if (!isPlainRtp(media)) {
      remarks.add(offer(media) + " not recorded: it is not plain RTP");
      return Optional.empty();
    }
    for (Encoding encoding : media.encodings()) {
      if (recordable.contains(encoding.name()) && isUsable(encoding)) {
        return Optional.of(new Choice(media, encoding));
      }
    }
    remarks.add(
        offer(media)
            + (media.kind() == Kind.VIDEO
                ? " not recorded: only H.264 and H.265 are"
                : " not recorded: set the camera's audio to AAC, G.711 or Opus"));
    return Optional.empty();
  }

  private static boolean isUsable(Encoding encoding) {
    return !encoding.name().equals("MP4A-LATM") || LatmDepacketizer.canRecord(encoding);
  }

  private static boolean isPlainRtp(MediaDescription media) {
    return media.protocol().startsWith("RTP/AVP");
  }

  private static Fault noVideo(SessionDescription description) {
    List<MediaDescription> videos = of(description, Kind.VIDEO);
    if (videos.isEmpty()) {
      String offered =
          description.media().stream().map(Tracks::offer).collect(Collectors.joining(", "));
      return Fault.of(
          Fault.Kind.UNSUPPORTED,
          "the camera offers no video, only: " + (offered.isEmpty() ? "nothing" : offered),
          "Check the path of the camera's address, and that video is switched on for this stream.");
    }
    String offered = videos.stream().map(Tracks::offer).collect(Collectors.joining(", "));
    return videos.stream().anyMatch(Tracks::isPlainRtp)
        ? Fault.of(
            Fault.Kind.UNSUPPORTED,
            "the camera's video cannot be recorded: " + offered,
            "Set this stream's video encoding to H.264 or H.265 in the camera's settings, or use its"
                + " other stream.")
        : Fault.of(
            Fault.Kind.UNSUPPORTED,
            "the camera's video does not come as plain RTP: " + offered,
            "Turn off SRTP or media encryption for RTSP in the camera's settings; rtsps:// encrypts"
                + " the whole connection instead.");
  }

  /// For people: `video JPEG (Motion JPEG) as RTP/SAVP`.
  private static String offer(MediaDescription media) {
    String kind =
        switch (media.kind()) {
          case VIDEO -> "video ";
          case AUDIO -> "audio ";
          case APPLICATION -> "data ";
          case OTHER -> "";
        };
    String names =
        media.encodings().stream()
            .map(e -> e.name() + commonName(e.name()))
            .distinct()
            .collect(Collectors.joining(" or "));
    return kind + names + (isPlainRtp(media) ? "" : " as " + media.protocol());
  }

  private static String commonName(String encoding) {
    return switch (encoding) {
      case "JPEG" -> " (Motion JPEG)";
      case "MP4V-ES" -> " (MPEG-4 Part 2)";
      case "MPV" -> " (MPEG-1 or MPEG-2)";
      case "MP2T" -> " (MPEG transport stream)";
      case "L16", "L8", "PCM" -> " (uncompressed sound)";
      case "MP4A-LATM" -> " (AAC as LATM)";
      case "MPA" -> " (MPEG audio)";
      default -> "";
    };
  }
}
