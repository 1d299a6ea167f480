package nightjar.recorder.api;

import java.util.Optional;

/// A link that shows one clip to whoever holds it.
///
/// @param export whose file is sent; without it the span is cut anew each time
/// @param until when it ends, whatever happens
/// @param password hash of the one that is asked for
/// @param most how often it may be opened
/// @param by who made it: the link lives no longer than their right
record Share(
    String camera,
    long from,
    long to,
    Optional<String> export,
    String label,
    long made,
    String by,
    String byId,
    long until,
    Optional<String> password,
    int openings,
    Optional<Long> lastOpened,
    Optional<Integer> most) {
  /// Whether it was opened as often as it may be.
  boolean usedUp() {
    return most.filter(each -> openings >= each).isPresent();
  }

  Share opened(long now) {
    return new Share(
        camera,
        from,
        to,
        export,
        label,
        made,
        by,
        byId,
        until,
        password,
        openings + 1,
        Optional.of(now),
        most);
  }

  @Override
  public String toString() {
    return "Share[" + camera + "]";
  }
}
