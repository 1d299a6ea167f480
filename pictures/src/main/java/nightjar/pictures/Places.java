package nightjar.pictures;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One at a time, and few in the queue: each that waits holds an upload in memory.
/// Safe for any thread because it is a lock and a counter.
final class Places {
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Semaphore queue;
  private final Duration patience;

  Places(int most, Duration patience) {
    queue = new Semaphore(most);
    this.patience = patience;
  }

  /// Empty when there was no place, or no turn within the patience.
  <T> Optional<T> inTurn(Supplier<T> work) {
    if (!queue.tryAcquire()) {
      return Optional.empty();
    }
    try {
      if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      try {
        return Optional.of(work.get());
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException e) {
      return Optional.empty();
    } finally {
      queue.release();
    }
  }
}
