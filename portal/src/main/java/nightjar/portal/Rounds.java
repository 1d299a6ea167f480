package nightjar.portal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.portal.mail.Mailer;
import nightjar.portal.mail.Outbox;
import nightjar.portal.mail.PortalEvent;
import nightjar.portal.request.Progress;
import nightjar.portal.request.Reconciling;

/// One thread that moves requests on and sends letters, when somebody says that there is something to do and every few seconds.
/// Safe for any thread because the executor and the flag are.
final class Rounds implements AutoCloseable {
  private final Progress progress;
  private final Outbox outbox;
  private final Reconciling reconciling;
  private final Mailer mailer;
  private final EventLog log;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("portal").factory());

  Rounds(Progress progress, Outbox outbox, Reconciling reconciling, Mailer mailer, EventLog log) {
    this.progress = progress;
    this.outbox = outbox;
    this.reconciling = reconciling;
    this.mailer = mailer;
    this.log = log;
  }

  /// A round after the one that goes on, unless one waits already.
  void soon() {
    if (waiting.compareAndSet(false, true)) {
      try {
        thread.execute(this::round);
      } catch (RejectedExecutionException _) {
        // closed meanwhile
      }
    }
  }

  /// A round, done when this returns.
  void now() {
    try {
      thread.submit(this::round).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void round() {
    waiting.set(false);
    try {
      progress.round();
      outbox.send(mailer);
      reconciling.due();
    } catch (Fault fault) {
      log.log(PortalEvent.REQUEST_WAITS, "the portal", fault.getMessage() + ". " + fault.advice());
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
