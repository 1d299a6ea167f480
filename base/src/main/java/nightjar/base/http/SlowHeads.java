package nightjar.base.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.AbstractMetaDataConnection;

/// Ends connections that send the head of a request drop by drop: each byte resets the idle time-out, so nothing else would
/// (slow-loris). Safe for any thread because the map is concurrent, and only the looking thread touches what is in it.
final class SlowHeads implements Connection.Listener, AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// Browsers open connections ahead of need: those may wait some times as long.
  private static final int FIRST_HEADS = 6;

  private final Map<Connection, Progress> open = new ConcurrentHashMap<>();
  private final long patienceNanos;
  private final Clock clock;
  private final Stop stop = new Stop();

  SlowHeads(Duration patience, Clock clock) {
    this.patienceNanos = patience.toNanos();
    this.clock = clock;
  }

  void start() {
    Thread.ofVirtual().name("http slow heads").start(this::run);
  }

  private void run() {
    while (!clock.sleep(LOOK, stop)) {
      look();
    }
  }

  /// Looks at every connection once.
  void look() {
    long now = clock.nanos();
    open.forEach((connection, progress) -> {
      if (progress.unfinishedNanos(connection, now) > patienceNanos
          || progress.silentNanos(now) > FIRST_HEADS * patienceNanos) {
        connection.getEndPoint().close();
      }
    });
  }

  /// How far a connection was when it was looked at. Owned by the looking thread.
  static final class Progress {
    private long messages;
    private long bytes;

    /// A request's body may still have come since it was last looked at.
    private boolean settling;

    private long begunNanos = Long.MIN_VALUE;
    private final long openedNanos;

    Progress(long openedNanos) {
      this.openedNanos = openedNanos;
    }

    private long unfinishedNanos(Connection connection, long now) {
      return unfinishedNanos(
          connection.getMessagesIn(), connection.getMessagesOut(), connection.getBytesIn(), now);
    }

    /// For how long there have been bytes of a head that is not whole; 0 between requests and while one is answered.
    ///
    /// @param heads that were whole
    /// @param answers that were sent
    /// @param received bytes of heads and bodies
    long unfinishedNanos(long heads, long answers, long received, long now) {
      boolean busy = heads != messages || heads > answers;
      if (busy || settling) {
        messages = heads;
        bytes = received;
        begunNanos = Long.MIN_VALUE;
        settling = busy;
      } else if (received != bytes && begunNanos == Long.MIN_VALUE) {
        begunNanos = now;
      }
      return begunNanos == Long.MIN_VALUE ? 0 : now - begunNanos;
    }

    /// Since when it has been open without one whole head: a TLS handshake can be drawn out like a head.
    long silentNanos(long now) {
      return messages == 0 ? now - openedNanos : 0;
    }
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof AbstractMetaDataConnection) {
      open.put(connection, new Progress(clock.nanos()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  @Override
  public void close() {
    stop.request();
  }
}
