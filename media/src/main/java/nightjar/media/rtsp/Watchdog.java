package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;

/// One thread that wakes the reader of every connection that was silent for too long.
///
/// Sessions read their socket blocking, because that is one system call a read; a blocking read has no time-out of its own.
/// Safe for any thread because the set is concurrent and a [Guard]'s fields are volatile.
final class Watchdog implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(50);

  /// After its input was shut down a session may still say TEARDOWN; one that hangs in a write is closed.
  private static final long GRACE_NANOS = 2_000_000_000L;

  private final Clock clock;
  private final Stop stop = new Stop();
  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();

  Watchdog(Clock clock) {
    this.clock = clock;
    Thread.ofPlatform().daemon().name("rtsp-watchdog").start(this::run);
  }

  /// Watches `channel` until the guard is closed.
  Guard guard(SocketChannel channel, Duration first) {
    Guard guard = new Guard(channel, clock.nanos() + first.toNanos());
    guards.add(guard);
    return guard;
  }

  @Override
  public void close() {
    stop.request();
  }

  private void run() {
    while (!clock.sleep(PERIOD, stop)) {
      long now = clock.nanos();
      for (Guard guard : guards) {
        guard.check(now);
      }
    }
  }

  /// The deadline of one connection. Only its reader moves the deadline; [#hurry] may come from anywhere.
  /// Safe for any thread because both fields are volatile.
  final class Guard implements AutoCloseable {
    private final SocketChannel channel;
    private volatile long deadline;
    private volatile boolean expired;

    private Guard(SocketChannel channel, long deadline) {
      this.channel = channel;
      this.deadline = deadline;
    }

    void deadline(long nanos) {
      deadline = nanos;
    }

    /// Somebody wants the reader to come back soon even if the camera says nothing.
    void hurry(Duration within) {
      deadline = Math.min(deadline, clock.nanos() + within.toNanos());
    }

    /// Whether the end of input the reader saw was ours.
    boolean expired() {
      return expired;
    }

    private void check(long now) {
      try {
        if (now - deadline >= GRACE_NANOS) {
          channel.close();
        } else if (now - deadline >= 0 && !expired) {
          expired = true;
          channel.shutdownInput();
        }
      } catch (IOException _) {
        // The channel is gone already, which is what was wanted.
        guards.remove(this);
      }
    }

    @Override
    public void close() {
      guards.remove(this);
    }
  }
}
