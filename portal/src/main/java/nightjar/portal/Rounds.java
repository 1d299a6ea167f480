package nightjar.portal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.portal.mail.PortalEvent;
import nightjar.portal.mail.Post;
import nightjar.portal.request.Progress;
import nightjar.portal.request.Reconciling;

/// One thread that moves requests on and has letters sent, when somebody says that there is something to do and every few seconds.
/// Safe for any thread because the executor and the flag are.
final class Rounds implements AutoCloseable {
  private final Progress progress;
  private final Post post;
  private final Reconciling reconciling;
  private final EventLog log;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("portal").factory());

  Rounds(Progress progress, Post post, Reconciling reconciling, EventLog log) {
    this.progress = progress;
    this.post = post;
    this.reconciling = reconciling;
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

  /// A round, done when this returns, and its letters sent.
  void now() {
    try {
      thread.submit(this::round).get();
      post.now();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void round() {
    waiting.set(false);
    try {
      progress.round();
      post.soon();
      reconciling.due();
    } catch (Fault fault) {
      log.log(PortalEvent.REQUEST_WAITS, "the portal", fault.getMessage() + ". " + fault.advice());
    }
  }

  @Override
  public void close() {
    thread.close();
    post.close();
  }
}
