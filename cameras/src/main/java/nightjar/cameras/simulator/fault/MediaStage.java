package nightjar.cameras.simulator.fault;

import java.util.List;
import java.util.OptionalLong;

/// Where a fault can bite in the media of one stream, before it is shared among viewers. The defaults are a healthy camera's.
/// Owned by the simulator's thread.
public interface MediaStage {
  MediaStage HEALTHY = new MediaStage() {};

  /// Changes what one frame is sent as. The list is the stage's to change.
  default void media(Moment moment, List<Piece> pieces) {}

  /// The RTP timestamp sent instead, in packets and in sender reports.
  default long timestamp(Moment moment, long timestamp) {
    return timestamp;
  }

  /// The time of day a sender report says instead; empty for no report.
  default OptionalLong reportMicros(long playingNanos, long wallMicros) {
    return OptionalLong.of(wallMicros);
  }

  /// Whether the picture's size shall change at the next key frame.
  default boolean changesSize(long playingNanos) {
    return false;
  }
}
