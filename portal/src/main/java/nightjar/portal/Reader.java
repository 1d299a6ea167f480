package nightjar.portal;

import java.time.Duration;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.pictures.Pictures;
import nightjar.portal.mail.PortalEvent;
import nightjar.portal.request.Progress;

/// A thread that starts the picture worker, and later reads uploads that had to wait for one. A picture may take it 40 seconds, for
/// which no letter should wait.
/// Safe for any thread because a round holds the object's lock.
final class Reader implements AutoCloseable {
  private static final Duration ROUND = Duration.ofSeconds(15);

  private final Pictures pictures;
  private final Progress progress;
  private final EventLog log;
  private final Stop stop = new Stop();

  Reader(Pictures pictures, Progress progress, EventLog log) {
    this.pictures = pictures;
    this.progress = progress;
    this.log = log;
  }

  void start(Clock clock) {
    Thread.ofVirtual()
        .name("portal pictures")
        .start(() -> {
          pictures.warm();
          while (!clock.sleep(ROUND, stop)) {
            now();
          }
        });
  }

  synchronized void now() {
    if (stop.requested()) {
      return;
    }
    try {
      progress.readPictures();
    } catch (Fault fault) {
      log.log(PortalEvent.REQUEST_WAITS, "pictures", fault.getMessage() + ". " + fault.advice());
    }
  }

  /// A worker at work is stopped; its picture waits until the next start.
  @Override
  public void close() {
    stop.request();
    pictures.close();
    synchronized (this) {
      // A round that had begun has ended: nothing asks the database any more.
    }
  }
}
