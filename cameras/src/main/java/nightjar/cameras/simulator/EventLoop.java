package nightjar.cameras.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;

/// One platform thread for all sockets and timers: at thousands of small sends a second, every hand-over to another thread
/// would cost more than the send (docs/design/simulator.md has the numbers).
///
/// Owned by its thread, but for [#post] and [#close], which any thread may call.
final class EventLoop implements AutoCloseable {
  /// The longest sleep: bounds how late a jump of an injected clock is noticed.
  private static final long MAX_WAIT_MILLIS = 20;

  private final Clock clock;
  private final Selector selector;
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.comparingLong(Timer::dueNanos).thenComparingLong(Timer::order));
  private final Stop stop = new Stop();
  private final Stop ended = new Stop();
  private long order;

  /// A socket's part of the loop.
  @FunctionalInterface
  interface Ready {
    void ready(SelectionKey key);
  }

  private record Timer(long dueNanos, long order, Runnable task) {}

  EventLoop(Clock clock) throws IOException {
    this.clock = clock;
    this.selector = Selector.open();
  }

  /// `atEnd` runs in the loop's thread after its last turn.
  void start(String name, Runnable atEnd) {
    Thread.ofPlatform().name(name).daemon(true).start(() -> run(atEnd));
  }

  /// Runs `task` at `dueNanos` of the clock, in order of due times.
  void at(long dueNanos, Runnable task) {
    timers.add(new Timer(dueNanos, order++, task));
  }

  void post(Runnable task) {
    posted.add(task);
    selector.wakeup();
  }

  SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, ready);
  }

  private void run(Runnable atEnd) {
    try (selector) {
      while (!stop.requested()) {
        turn();
      }
      atEnd.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ended.request();
    }
  }

  private void turn() throws IOException {
    long wait = waitMillis();
    if (wait == 0) {
      selector.selectNow(this::dispatch);
    } else {
      selector.select(this::dispatch, wait);
    }
    for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
      guarded(task);
    }
    long now = clock.nanos();
    while (!timers.isEmpty() && timers.peek().dueNanos() - now <= 0) {
      guarded(timers.remove().task());
    }
  }

  private void dispatch(SelectionKey key) {
    guarded(() -> ((Ready) key.attachment()).ready(key));
  }

  /// What goes wrong with one camera or client is told, and does not end the others.
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  /// Rounded up: a millisecond late is better than spinning for it.
  private long waitMillis() {
    if (timers.isEmpty()) {
      return MAX_WAIT_MILLIS;
    }
    long nanos = timers.peek().dueNanos() - clock.nanos();
    return nanos <= 0 ? 0 : Math.min(MAX_WAIT_MILLIS, (nanos + 999_999) / 1_000_000);
  }

  @Override
  public void close() {
    stop.request();
    selector.wakeup();
    ended.await(Duration.ofSeconds(10));
  }
}
