package nightjar.recorder.monitor;

import java.util.List;
import java.util.Optional;
import nightjar.recorder.live.Why;

/// A camera as the monitor knows it: no address, no rights, nothing of the past.
///
/// @param streams the names of those that are received
/// @param why the main stream does not play
public record Shown(
    String id,
    String name,
    boolean enabled,
    boolean masked,
    List<String> streams,
    Optional<Why> why) {
  public Shown {
    streams = List.copyOf(streams);
  }
}
