package nightjar.store.write;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Commands from the cameras' threads to the disk's. Footage is bounded by its bytes; the few other commands are small, and
/// always taken.
///
/// Half of the room is split evenly: each stream has a [Share] of it that nobody else can take. What does not fit there goes to
/// the other half, which is for whoever comes first. So a few cameras that flood fill the common half and lose what is more,
/// while an honest camera keeps its place.
///
/// Safe for any thread because the queue is concurrent and the counting is locked.
final class DiskQueue {
  /// What one stream has waiting. Owned by its [DiskQueue].
  static final class Share {
    private int fragments;
    private long bytes;
    private long common;
  }

  private final LinkedBlockingQueue<DiskCommand> commands = new LinkedBlockingQueue<>();
  private final long halfBytes;
  private final int streamFragments;
  private int streams;
  private long common;

  DiskQueue(WriteLimits limits) {
    halfBytes = limits.queueBytes() / 2;
    streamFragments = limits.streamFragments();
  }

  /// A further stream has its share; the others' become smaller.
  synchronized Share join() {
    streams++;
    return new Share();
  }

  synchronized void leave() {
    streams--;
  }

  /// Takes a fragment; otherwise says why there is no room for it.
  synchronized @Nullable String offer(PendingFragment fragment) {
    Share share = fragment.share();
    if (share.fragments >= streamFragments) {
      return streamFragments + " fragments of this stream wait for the disk";
    }
    long more = beyondShare(share.bytes + fragment.length()) - share.common;
    if (more > 0 && common + more > halfBytes) {
      return share.bytes + " bytes of this stream wait for the disk, and others' fill the rest";
    }
    share.fragments++;
    count(share, fragment.length());
    commands.add(new DiskCommand.Append(fragment));
    return null;
  }

  /// A fragment that was taken is written or given up.
  synchronized void release(PendingFragment fragment) {
    fragment.share().fragments--;
    count(fragment.share(), -fragment.length());
  }

  /// How many fragments of a stream wait.
  synchronized int waiting(Share share) {
    return share.fragments;
  }

  private void count(Share share, long bytes) {
    share.bytes += bytes;
    long beyond = beyondShare(share.bytes);
    common += beyond - share.common;
    share.common = beyond;
  }

  private long beyondShare(long bytes) {
    return Math.max(0, bytes - halfBytes / Math.max(1, streams));
  }

  void add(DiskCommand command) {
    commands.add(command);
  }

  @Nullable DiskCommand poll() {
    return commands.poll();
  }

  @Nullable DiskCommand poll(long nanos) throws InterruptedException {
    return commands.poll(nanos, TimeUnit.NANOSECONDS);
  }
}
