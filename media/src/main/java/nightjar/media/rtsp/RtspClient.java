package nightjar.media.rtsp;

import java.util.random.RandomGenerator;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.media.frame.SlabPool;

/// Opens sessions with cameras. One for the whole program.
///
/// ```
/// try (RtspSession session = client.open(target, RtspOptions.defaults(), stop)) {
///   Ended ended = session.play(sink, stop);
/// }
/// ```
/// Safe for any thread because it only holds what is.
public final class RtspClient implements AutoCloseable {
  private final Clock clock;
  private final RandomGenerator random;
  private final SlabPool frames;
  private final Watchdog watchdog;

  /// `random` must be safe for any thread.
  public RtspClient(Clock clock, RandomGenerator random, SlabPool frames) {
    this.clock = clock;
    this.random = random;
    this.frames = frames;
    watchdog = new Watchdog(clock);
  }

  /// Connects, asks what there is, and sets up the tracks. Blocks; a failure is a `Fault` that says what to do.
  public RtspSession open(RtspTarget target, RtspOptions options, Stop stop) {
    return RtspSession.open(target, options, stop, clock, random, frames, watchdog);
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
