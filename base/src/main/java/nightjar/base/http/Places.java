package nightjar.base.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The places of every kind of [Work], of which nobody gets all. Safe for any thread because maps and semaphores are concurrent.
public final class Places {
  private final Map<Work, Semaphore> free = new ConcurrentHashMap<>();
  private final Map<Holder, Integer> held = new ConcurrentHashMap<>();

  private record Holder(Work work, String who) {}

  /// One place; closing it, once or more, gives it back.
  @FunctionalInterface
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /// Takes a place, where the work has patience after some waiting; a [Refusal] when all are taken, or all that one may have.
  ///
  /// @param who a person's name, or a stranger's address
  public Place take(Work work, String who) {
    var holder = new Holder(work, who);
    int mine = held.merge(holder, 1, Integer::sum);
    Semaphore places = free.computeIfAbsent(work, each -> new Semaphore(each.permits(), true));
    boolean taken = false;
    try {
      taken = mine <= work.each() && begins(places, work);
    } finally {
      if (!taken) {
        leave(holder);
      }
    }
    if (!taken) {
      throw Refusal.later(
          Problems.BUSY, "As much as possible of this is going on: " + work.name(), 1);
    }
    var given = new AtomicBoolean();
    return () -> {
      if (given.compareAndSet(false, true)) {
        places.release();
        leave(holder);
      }
    };
  }

  private void leave(Holder holder) {
    held.computeIfPresent(holder, (_, count) -> count > 1 ? count - 1 : null);
  }

  private static boolean begins(Semaphore places, Work work) {
    if (places.getQueueLength() >= work.permits() * Work.LINE) {
      return false;
    }
    try {
      return places.tryAcquire(work.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false; // the server stops
    }
  }
}
