package nightjar.store.write;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Commands from the cameras' threads to the disk's. Footage is bounded by its bytes; the few other commands are small, and
/// always taken. Safe for any thread because the queue and the counter are concurrent.
final class DiskQueue {
  private final LinkedBlockingQueue<DiskCommand> commands = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final long limitBytes;

  DiskQueue(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /// Takes a fragment unless too much waits already.
  boolean offer(PendingFragment fragment) {
    if (waitingBytes.addAndGet(fragment.length()) > limitBytes) {
      waitingBytes.addAndGet(-fragment.length());
      return false;
    }
    commands.add(new DiskCommand.Append(fragment));
    return true;
  }

  void add(DiskCommand command) {
    commands.add(command);
  }

  @Nullable DiskCommand poll() {
    return taken(commands.poll());
  }

  @Nullable DiskCommand poll(long nanos) throws InterruptedException {
    return taken(commands.poll(nanos, TimeUnit.NANOSECONDS));
  }

  private @Nullable DiskCommand taken(@Nullable DiskCommand command) {
    if (command instanceof DiskCommand.Append append) {
      waitingBytes.addAndGet(-append.fragment().length());
    }
    return command;
  }

  long waitingBytes() {
    return waitingBytes.get();
  }
}
