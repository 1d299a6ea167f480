package nightjar.media.sdp;

import java.util.List;
import java.util.Optional;

/// A whole description.
///
/// @param name the first `s=`, empty when there is none
/// @param control the session's own `a=control`, for requests that concern every track
/// @param remarks what was skipped or guessed while reading, in words, for the log
public record SessionDescription(
    String name,
    Optional<String> control,
    Optional<Direction> direction,
    List<MediaDescription> media,
    List<String> remarks) {
  public SessionDescription {
    media = List.copyOf(media);
    remarks = List.copyOf(remarks);
  }

  /// The direction in force for `section`.
  public Direction direction(MediaDescription section) {
    return section.direction().or(() -> direction).orElse(Direction.SENDRECV);
  }
}
