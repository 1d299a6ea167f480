package nightjar.recorder.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import nightjar.cameras.session.Trouble;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;

/// What one watcher has yet to see of a [Feed], bounded in frames and bytes.
/// Safe for any thread because the queue is guarded by its lock; one thread takes.
public final class Subscription implements AutoCloseable {
  private static final int MAX_FRAMES = 1_500;
  private static final long MAX_BYTES = 8 << 20;

  /// What comes next.
  public sealed interface Item {}

  /// A frame, retained for the taker, who releases it.
  ///
  /// @param session changes when the camera connected anew
  /// @param skipped frames that were forgotten just before it
  public record Taken(Frame frame, long session, int skipped) implements Item {}

  /// The camera does not play any more, or not yet.
  public record Off(Trouble why) implements Item {}

  /// Nothing came in time.
  public record Quiet() implements Item {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final ArrayDeque<Item> queue = new ArrayDeque<>();
  private final Consumer<Subscription> leave;
  private long bytes;
  private int frames;
  private int skipped;
  private boolean skipping;
  private boolean closed;

  Subscription(Consumer<Subscription> leave) {
    this.leave = leave;
  }

  /// The next item, or [Quiet] after `patience`.
  public Item next(Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (queue.isEmpty() && !closed && left > 0) {
        left = some.awaitNanos(left);
      }
      Item item = queue.poll();
      if (item instanceof Taken taken) {
        bytes -= taken.frame().length();
        frames--;
      }
      return item == null ? new Quiet() : item;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a watcher", e);
    } finally {
      lock.unlock();
    }
  }

  /// Called by the feed, under its lock.
  void offer(Frame frame, long session) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      boolean key = frame.sync() && frame.config() instanceof CodecConfig.Video;
      if (skipping && !key) {
        skipped++;
        return;
      }
      if (frames >= MAX_FRAMES || bytes + frame.length() > MAX_BYTES) {
        skipped += frames;
        drop();
        skipping = !key;
        if (skipping) {
          skipped++;
          return;
        }
      }
      skipping = false;
      frame.retain();
      queue.add(new Taken(frame, session, skipped));
      skipped = 0;
      bytes += frame.length();
      frames++;
      some.signal();
    } finally {
      lock.unlock();
    }
  }

  void off(Trouble why) {
    lock.lock();
    try {
      drop();
      skipping = false;
      queue.add(new Off(why));
      some.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Forgets what was not taken, and hears no more.
  @Override
  public void close() {
    leave.accept(this);
    lock.lock();
    try {
      closed = true;
      drop();
      some.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void drop() {
    for (Item item : queue) {
      if (item instanceof Taken taken) {
        taken.frame().release();
      }
    }
    queue.clear();
    bytes = 0;
    frames = 0;
  }
}
