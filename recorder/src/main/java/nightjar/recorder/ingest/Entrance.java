package nightjar.recorder.ingest;

import java.time.Duration;

/// Lets cameras in one after another where there are hundreds: the first sixty-four at once, then one every 5 ms. All at once they want two
/// cores for their handshakes and the disk for a new folder and file each, while the program is still being compiled. 500 cameras take 2.2 s.
///
/// Owned by [Cameras], whose threads share it under its lock.
final class Entrance {
  private static final long STEP_NANOS = 5_000_000;
  private static final long AHEAD_NANOS = 64 * STEP_NANOS;

  private long nextNanos;

  Entrance(long nowNanos) {
    nextNanos = nowNanos - AHEAD_NANOS;
  }

  /// How long the next one waits.
  synchronized Duration next(long nowNanos) {
    long wait = Math.max(0, nextNanos - nowNanos);
    nextNanos = Math.max(nextNanos, nowNanos - AHEAD_NANOS) + STEP_NANOS;
    return Duration.ofNanos(wait);
  }
}
