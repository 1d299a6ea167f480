package nightjar.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.store.recording.GapCause;

/// What the made-up day lacks: a stretch of one camera, or of all.
///
/// @param camera its number; 0 is every camera
/// @param ago how long before the present it began
record Missing(int camera, Duration ago, Duration length, GapCause cause) {
  /// What a day of a small shop is like. Every cause a person may meet is there, except a stepped clock.
  static final List<Missing> OF_A_DAY =
      List.of(
          new Missing(2, Duration.ofHours(16), Duration.ofHours(6), GapCause.MASKED),
          new Missing(0, Duration.ofMinutes(1_150), Duration.ofMinutes(4), GapCause.US),
          new Missing(1, Duration.ofMinutes(810), Duration.ofMinutes(25), GapCause.NETWORK),
          new Missing(3, Duration.ofMinutes(485), Duration.ofMinutes(12), GapCause.CAMERA),
          new Missing(1, Duration.ofMinutes(372), Duration.ofSeconds(40), GapCause.NETWORK),
          new Missing(1, Duration.ofMinutes(366), Duration.ofSeconds(50), GapCause.NETWORK),
          new Missing(0, Duration.ofMinutes(200), Duration.ofSeconds(90), GapCause.DISK),
          new Missing(4, Duration.ofMinutes(41), Duration.ofMinutes(3), GapCause.CAMERA));

  /// Why `camera` has nothing at this instant, if so.
  static Optional<GapCause> cause(int camera, long micros, long presentMicros) {
    for (Missing each : OF_A_DAY) {
      long from = presentMicros - each.ago.toNanos() / 1_000;
      boolean meant = each.camera == 0 || each.camera == camera;
      if (meant && micros >= from && micros < from + each.length.toNanos() / 1_000) {
        return Optional.of(each.cause);
      }
    }
    return Optional.empty();
  }
}
