package nightjar.recorder.api;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import nightjar.base.Fault;
import nightjar.base.http.HttpEvent;
import nightjar.base.http.HttpServer;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import org.jspecify.annotations.Nullable;

/// The web server, tried again until its ports are free: recording goes on without it.
/// Safe for any thread because every field that changes is guarded by this object.
final class KeptServer implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Supplier<HttpServer> start;
  private final EventLog log;
  private @Nullable HttpServer server;
  private boolean closed;

  private KeptServer(Supplier<HttpServer> start, EventLog log) {
    this.start = start;
    this.log = log;
  }

  /// Starts it now, or says why not and goes on trying in the background until `stop`.
  static KeptServer of(Supplier<HttpServer> start, Clock clock, EventLog log, Stop stop) {
    var kept = new KeptServer(start, log);
    if (!kept.open()) {
      Thread.ofVirtual()
          .name("web")
          .start(() -> {
            while (!clock.sleep(AGAIN, stop)) {
              if (kept.open()) {
                log.log(HttpEvent.WEB_AVAILABLE, "web", "the web app is served now");
                return;
              }
            }
          });
    }
    return kept;
  }

  synchronized Optional<Integer> port(Function<HttpServer, Optional<Integer>> which) {
    return server == null ? Optional.empty() : which.apply(server);
  }

  private synchronized boolean open() {
    if (closed) {
      return true;
    }
    try {
      server = start.get();
      return true;
    } catch (Fault fault) {
      log.log(
          HttpEvent.WEB_UNAVAILABLE,
          "web",
          fault.getMessage()
              + "; recording goes on, next try in "
              + AGAIN.toSeconds()
              + " s. "
              + fault.advice());
      return false;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (server != null) {
      server.close();
    }
  }
}
