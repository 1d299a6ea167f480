package nightjar.recorder.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What one viewer has yet to be sent, bounded; one who is too slow loses frames up to the next key frame, and nobody else does.
/// Safe for any thread because everything is guarded by the lock; one thread takes.
public final class Viewer implements AutoCloseable {
  /// Two seconds of 16 Mbit/s: more delay than that is worse than a jump.
  private static final long MAX_BYTES = 4 << 20;

  private static final int MAX_ITEMS = 600;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final ArrayDeque<LiveItem> queue = new ArrayDeque<>();
  private final Consumer<Viewer> leave;
  private boolean keysOnly;
  private boolean skipping;
  private boolean closed;
  private long bytes;
  private int skipped;

  Viewer(boolean keysOnly, Consumer<Viewer> leave) {
    this.keysOnly = keysOnly;
    this.leave = leave;
  }

  /// Key frames only, or all again, from the next key frame on.
  public void keysOnly(boolean only) {
    lock.lock();
    try {
      skipping |= keysOnly && !only;
      keysOnly = only;
    } finally {
      lock.unlock();
    }
  }

  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// What comes next, or [LiveItem.Quiet] after `patience` or when closed.
  public LiveItem next(Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (queue.isEmpty() && !closed && left > 0) {
        left = some.awaitNanos(left);
      }
      LiveItem item = queue.poll();
      if (item instanceof LiveItem.Chunk chunk) {
        bytes -= chunk.bytes().remaining();
      }
      return item == null ? new LiveItem.Quiet() : item;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a viewer", e);
    } finally {
      lock.unlock();
    }
  }

  void offer(LiveItem item) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      switch (item) {
        case LiveItem.Chunk chunk -> offer(chunk);
        case LiveItem.Init _, LiveItem.Off _ -> {
          forget();
          skipping = false;
          queue.add(item);
        }
        case LiveItem.Quiet _ -> {}
      }
      some.signal();
    } finally {
      lock.unlock();
    }
  }

  private void offer(LiveItem.Chunk chunk) {
    if (keysOnly && !chunk.key()) {
      return;
    }
    if (bytes + chunk.bytes().remaining() > MAX_BYTES || queue.size() >= MAX_ITEMS) {
      forget();
      skipping = true;
    }
    if (skipping && !chunk.key()) {
      skipped++;
      return;
    }
    skipping = false;
    bytes += chunk.bytes().remaining();
    queue.add(
        skipped == 0
            ? chunk
            : new LiveItem.Chunk(
                chunk.bytes(), chunk.key(), chunk.picture(), chunk.wallMicros(), skipped));
    skipped = 0;
  }

  /// Forgets frames, but not what they need to be understood.
  private void forget() {
    skipped += (int) queue.stream().filter(LiveItem.Chunk.class::isInstance).count();
    queue.removeIf(LiveItem.Chunk.class::isInstance);
    bytes = 0;
  }

  @Override
  public void close() {
    leave.accept(this);
    lock.lock();
    try {
      closed = true;
      queue.clear();
      some.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
