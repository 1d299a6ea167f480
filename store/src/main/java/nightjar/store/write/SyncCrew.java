package nightjar.store.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// Syncs the files of a pass, several at a time: each sync of a file that grew makes the file system write its journal, and those
/// that come together share one writing. 500 files of half a megabyte took 1.1 to 3.5 s one after another, 0.2 to 0.4 s eight at a time.
///
/// Owned by [WritePass]; while it works, each file belongs to one thread of the crew, the pass's own being one of them.
final class SyncCrew {
  private static final long IDLE_SECONDS = 10;

  private final int hands;
  private final ThreadPoolExecutor helpers;

  /// `hands` files at a time.
  SyncCrew(int hands) {
    this.hands = hands;
    int threads = Math.max(1, hands - 1);
    helpers =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("sync-", 0).factory());
    helpers.allowCoreThreadTimeOut(true);
  }

  /// Returns when every file is synced or has failed; tells which failed, and why, in the files' order.
  List<Failure> sync(List<OpenFile> files) {
    var turn = new Turn(files);
    List<CompletableFuture<Void>> others = new ArrayList<>();
    for (int i = 1; i < Math.min(hands, files.size()); i++) {
      others.add(CompletableFuture.runAsync(turn, helpers));
    }
    try {
      turn.run();
    } finally {
      others.forEach(CompletableFuture::join);
    }
    return turn.failures();
  }

  record Failure(OpenFile file, Fault fault) {}

  /// One round. Safe for any thread because each takes the next number, and the faults are read when all have ended.
  private static final class Turn implements Runnable {
    private final List<OpenFile> files;
    private final @Nullable Fault[] faults;
    private final AtomicInteger next = new AtomicInteger();

    Turn(List<OpenFile> files) {
      this.files = files;
      faults = new Fault[files.size()];
    }

    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
        try {
          files.get(i).sync();
        } catch (Fault e) {
          faults[i] = e;
        }
      }
    }

    List<Failure> failures() {
      List<Failure> failures = new ArrayList<>();
      for (int i = 0; i < faults.length; i++) {
        Fault fault = faults[i];
        if (fault != null) {
          failures.add(new Failure(files.get(i), fault));
        }
      }
      return failures;
    }
  }
}
