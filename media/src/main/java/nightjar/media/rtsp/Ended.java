package nightjar.media.rtsp;

import java.time.Duration;
import nightjar.base.Fault;

/// Why playing ended.
public sealed interface Ended {
  /// We were asked to.
  record Stopped() implements Ended {}

  /// The camera closed the connection.
  record PeerClosed(String detail) implements Ended {}

  /// No media for `silence`; `started` tells whether there was any before.
  record Stalled(Duration silence, boolean started) implements Ended {}

  /// The camera broke the protocol, or the receiver of the frames failed.
  record Failed(Fault fault) implements Ended {}
}
