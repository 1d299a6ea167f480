package nightjar.store.write;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.store.catalog.Catalog;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.keep.Retention;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// The one thread that writes to a disk: it takes fragments from the queue and writes them, and every pass makes all of it
/// durable together, in this order: sync the folders, sync the files, commit the catalog, tell the listener.
///
/// Owned by its thread, which is never interrupted: an interrupt closes the file that is being written. Other threads only
/// add to the queue. A test may call [#step] instead of starting the thread.
public final class DiskWriter {
  /// Makes a disk that was lost usable again, with a catalog that knows what lies on it; a Fault says why it is not yet.
  @FunctionalInterface
  public interface Reopening {
    void reopen();
  }

  /// That the promise is exceeded is said once in so long, and counted every time.
  private static final long TELL_NANOS = 60_000_000_000L;

  private static final long RETRY_NANOS = 2_000_000_000L;

  private final Disk disk;
  private final DiskIdentity identity;
  private final Reopening reopening;
  private final Catalog catalog;
  private final Clock clock;
  private final RandomGenerator random;
  private final WriteLimits limits;
  private final StoreListener listener;
  private final DiskQueue queue;
  private final WritePass pass;
  private final PassPace pace;
  private final CopyOnWriteArrayList<RecordingWriter> writers = new CopyOnWriteArrayList<>();
  private final WriteMetrics metrics = new WriteMetrics();
  private final Map<StreamKey, DiskCommand.GapBegins> missed = new HashMap<>();
  private long nextPassNanos;
  private long roundNanos;
  private int turn;
  private long nextTryNanos;
  private long exceededNanos;
  private @Nullable String lost;
  private boolean stopping;

  public DiskWriter(
      Disk disk,
      DiskIdentity identity,
      Reopening reopening,
      Catalog catalog,
      Retention retention,
      WriteLimits limits,
      Clock clock,
      RandomGenerator random,
      StoreListener listener) {
    this.disk = disk;
    this.identity = identity;
    this.reopening = reopening;
    this.catalog = catalog;
    this.clock = clock;
    this.random = random;
    this.limits = limits;
    this.listener = listener;
    queue = new DiskQueue(limits);
    pass = new WritePass(disk, catalog, retention, clock, listener, metrics);
    pace = new PassPace(limits);
    nextPassNanos = clock.nanos() + pace.nanos();
    exceededNanos = clock.nanos() - TELL_NANOS;
  }

  /// Begins to record a stream; call from any thread.
  public RecordingWriter record(StreamKey key) {
    RecordingWriter writer = new RecordingWriter(key, queue, limits, clock, random);
    writers.add(writer);
    queue.add(new DiskCommand.Task(() -> prepare(key)));
    return writer;
  }

  public WriteMetrics metrics() {
    return metrics;
  }

  /// Runs `work` in a transaction of the catalog on the disk's thread; from any other thread.
  public <T> CompletableFuture<T> change(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    queue.add(
        new DiskCommand.Task(() -> {
          try {
            result.complete(catalog.transaction(work));
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        }));
    return result;
  }

  /// Makes durable what waits, gives every growing file up, and runs `work` on the disk's thread, outside of a transaction: it may take
  /// files and catalog rows away. Recording goes on at each stream's next key frame. After a Fault of `work` the disk counts as lost
  /// until it was opened anew.
  public CompletableFuture<Void> afresh(Runnable work) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    queue.add(new DiskCommand.Task(() -> afresh(work, result)));
    return result;
  }

  private void afresh(Runnable work, CompletableFuture<Void> result) {
    passOfAll();
    String why = lost;
    if (why != null) {
      result.completeExceptionally(
          Fault.of(Fault.Kind.DISK, why, "Bring the disk back, then do it again."));
      return;
    }
    pass.loseAll();
    try {
      work.run();
      result.complete(null);
    } catch (RuntimeException e) {
      lose(String.valueOf(e.getMessage()));
      result.completeExceptionally(e);
    }
  }

  /// Asks the thread to make everything durable and to end.
  public void stop() {
    writers.forEach(RecordingWriter::close);
    queue.add(new DiskCommand.Task(() -> stopping = true));
  }

  /// The thread's work, until stopped.
  public void run() {
    try {
      while (!stopping) {
        long wait = nextPassNanos - clock.nanos();
        DiskCommand command = wait > 0 ? queue.poll(wait) : null;
        if (command != null) {
          handle(command);
        } else {
          step();
        }
      }
      finish();
    } catch (InterruptedException e) {
      metrics.ended();
      lose("the disk's thread was interrupted");
    } catch (RuntimeException e) {
      metrics.ended();
      lose("a bug in Nightjar stopped the disk's thread: " + e);
      throw e;
    }
  }

  /// Takes what is in the queue, and makes a pass when it is time. Never waits.
  public void step() {
    long begun = clock.nanos();
    long until = begun + limits.writeNanos();
    drain(until);
    if (begun >= nextPassNanos) {
      if (lost != null && clock.nanos() >= nextTryNanos) {
        comeBack();
      }
      roundNanos = turn == 0 ? begun : roundNanos;
      if (pass(limits.silenceNanos(), until)) {
        pace.took(clock.nanos() - roundNanos);
        nextPassNanos = roundNanos + pace.nanos();
      }
    }
  }

  /// A last pass that leaves nothing in memory.
  public void finish() {
    passOfAll();
    pass.closeAll();
  }

  /// Lets go of everything without another write, as a killed process does; for tests of what is left then.
  public void abandon() {
    writers.forEach(RecordingWriter::abandon);
    for (DiskCommand command = queue.poll(); command != null; command = queue.poll()) {
      if (command instanceof DiskCommand.Append append) {
        release(append.fragment());
      }
    }
    pass.closeAll();
  }

  /// Cameras may fill the queue as fast as it is emptied: what is written by `until` must be synced then.
  private void drain(long until) {
    DiskCommand command = queue.poll();
    while (command != null) {
      handle(command);
      command = clock.nanos() <= until ? queue.poll() : null;
    }
  }

  /// The stream's folders for today, beforehand: hundreds of cameras begin at the same moment.
  private void prepare(StreamKey key) {
    if (lost == null) {
      checkIdentity();
    }
    if (lost == null) {
      pass.prepare(key);
    }
  }

  private void handle(DiskCommand command) {
    switch (command) {
      case DiskCommand.Append append -> append(append.fragment());
      case DiskCommand.End end -> pass.end(end.file());
      case DiskCommand.GapBegins gap -> {
        if (lost == null) {
          pass.gapBegins(gap);
        } else {
          missed.put(gap.key(), gap);
        }
      }
      case DiskCommand.Leave leave -> {
        writers.remove(leave.writer());
        queue.leave();
      }
      case DiskCommand.Tell tell -> listener.event(tell.event());
      case DiskCommand.Task task -> task.work().run();
    }
  }

  private void append(PendingFragment fragment) {
    try {
      missed.remove(fragment.file().key);
      if (lost != null || fragment.file().broken()) {
        fragment.file().breakOff();
        metrics.dropped(fragment.frames().size());
        return;
      }
      if (fragment.begins()) {
        checkIdentity();
      }
      if (lost == null) {
        pass.append(fragment);
      } else {
        fragment.file().breakOff();
        metrics.dropped(fragment.frames().size());
      }
    } finally {
      release(fragment);
    }
  }

  private void release(PendingFragment fragment) {
    fragment.releaseFrames();
    queue.release(fragment);
  }

  private void passOfAll() {
    turn = 0;
    drain(Long.MAX_VALUE);
    pass(0, Long.MAX_VALUE);
  }

  /// Each stream's fragment is written before the next is cut, so that they need not fit into the queue together. Streams that have no turn
  /// until then are those that the next pass begins with; true when there are none.
  private boolean pass(long silenceNanos, long until) {
    List<RecordingWriter> all = List.copyOf(writers);
    while (turn < all.size() && clock.nanos() <= until) {
      all.get(turn++).flush(silenceNanos);
      drain(until);
    }
    boolean round = turn >= all.size();
    turn = round ? 0 : turn;
    if (lost == null) {
      checkIdentity();
    }
    if (lost == null) {
      try {
        if (pass.run()) {
          holdAgainstPromise();
        }
      } catch (Fault e) {
        lose(String.valueOf(e.getMessage()));
      }
    }
    return round;
  }

  /// A disk that syncs too slowly breaks the promise without losing anything yet: whoever keeps the recorder must hear of it
  /// before the power fails.
  private void holdAgainstPromise() {
    long exposure = metrics.lastExposureNanos();
    if (exposure <= limits.loss().toNanos()) {
      return;
    }
    metrics.late();
    long now = clock.nanos();
    if (now - exceededNanos >= TELL_NANOS) {
      exceededNanos = now;
      listener.event(new StoreEvent.PromiseExceeded(exposure, limits.loss().toNanos()));
    }
  }

  /// A mount that went away leaves its bare folder behind, on the boot disk: never write there.
  private void checkIdentity() {
    try {
      DiskIdentity found = DiskIdentity.read(disk);
      if (!found.equals(identity)) {
        lose("another disk, " + found.disk() + ", is where " + identity.disk() + " was");
      }
    } catch (Fault e) {
      lose(String.valueOf(e.getMessage()));
    }
  }

  private void lose(String why) {
    if (lost == null) {
      lost = why;
      metrics.lost(true);
      nextTryNanos = clock.nanos() + RETRY_NANOS;
      pass.loseAll();
      listener.event(new StoreEvent.DiskLost(why));
    }
  }

  /// Tries whether the disk is the old one again. If so, recording goes on at each camera's next key frame, and what was
  /// missed is a gap of the disk's, or of the camera where that had none to give at the end.
  private void comeBack() {
    nextTryNanos = clock.nanos() + RETRY_NANOS;
    try {
      reopening.reopen();
    } catch (Fault e) {
      if (e.kind() != Fault.Kind.NOT_FOUND && e.kind() != Fault.Kind.DISK) {
        sayAgain(String.valueOf(e.getMessage()));
      }
      return;
    }
    lost = null;
    metrics.lost(false);
    missed.values().forEach(pass::gapBegins);
    missed.clear();
    listener.event(new StoreEvent.DiskBack());
  }

  /// The disk is back and cannot be used all the same: a person must know what else is in the way, once.
  private void sayAgain(String why) {
    if (!why.equals(lost)) {
      lost = why;
      listener.event(new StoreEvent.DiskLost(why));
    }
  }

  /// Why nothing can be written at the moment, if that is so; on the disk's thread.
  public Optional<String> lost() {
    return Optional.ofNullable(lost);
  }
}
