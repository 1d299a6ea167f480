package nightjar.base.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A request to stop, passed as a message: threads that touch files are never interrupted, because an interrupt closes the
/// channel for everyone. Safe for any thread because every field is guarded by the latch or the list's own lock.
public final class Stop {
  private final CountDownLatch latch = new CountDownLatch(1);
  private final List<Runnable> actions = new ArrayList<>();

  public boolean requested() {
    return latch.getCount() == 0;
  }

  /// Runs every registered action once, in the caller's thread. Calling again does nothing.
  public void request() {
    List<Runnable> due;
    synchronized (actions) {
      latch.countDown();
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  /// Runs `action` when the stop is requested, or at once when it already was; typically closes a socket somebody reads from.
  /// The returned handle forgets the action.
  public AutoCloseable onRequest(Runnable action) {
    boolean now;
    synchronized (actions) {
      now = requested();
      if (!now) {
        actions.add(action);
      }
    }
    if (now) {
      action.run();
    }
    return () -> {
      synchronized (actions) {
        actions.remove(action);
      }
    };
  }

  /// Waits until requested, at most `duration`; true when requested. An interrupt counts as a request.
  public boolean await(Duration duration) {
    try {
      return latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      request();
      return true;
    }
  }
}
