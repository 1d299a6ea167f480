package nightjar.store.keep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogQueries;
import nightjar.store.catalog.CatalogQueries.StreamRow;
import nightjar.store.catalog.CatalogWriter;
import nightjar.store.catalog.FileRow;
import nightjar.store.catalog.FileState;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskLayout;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StoreListener;

/// Deletes the oldest footage that a rule lets go, in three steps so that a crash between them leaves nothing behind: its row
/// says so, durably; the file goes; its row goes once the folder is synced. The first and the last step ride along with the
/// commits that recording makes anyway.
///
/// Owned by the disk's thread.
public final class Retention {
  /// Unlinking a file of a minute takes a millisecond or two on ext4; a batch must not hold up recording.
  private static final int BATCH = 64;

  private static final long BATCH_NANOS = 100_000_000;
  private static final long REST_NANOS = 10_000_000_000L;

  /// A wall clock that jumps ahead of the monotonic one by more than this while we run is not believed: footage would
  /// expire that nobody had a chance to see.
  private static final long TRUSTED_JUMP_MICROS = 3_600_000_000L;

  /// A deleted file whose row waits for `folder` to be synced.
  private record Gone(FileRow row, String folder) {}

  private final Disk disk;
  private final Catalog catalog;
  private final Leases leases;
  private final Clock clock;
  private final StoreListener listener;
  private final long openedMicros;
  private final long openedNanos;
  private volatile RetentionRules rules;
  private final List<FileRow> chosen = new ArrayList<>();
  private final List<Gone> gone = new ArrayList<>();
  private final List<Gone> forgotten = new ArrayList<>();
  private long nextLookNanos;

  public Retention(
      Disk disk,
      Catalog catalog,
      Leases leases,
      Clock clock,
      StoreListener listener,
      RetentionRules rules) {
    this.disk = disk;
    this.catalog = catalog;
    this.leases = leases;
    this.clock = clock;
    this.listener = listener;
    this.rules = rules;
    openedMicros = clock.wallMicros();
    openedNanos = clock.nanos();
    nextLookNanos = openedNanos;
  }

  /// Forgets what was under way, after the catalog was opened again: recovery has finished it.
  public void startAnew() {
    chosen.forEach(row -> leases.settled(row.id()));
    chosen.clear();
    gone.clear();
    forgotten.clear();
    nextLookNanos = clock.nanos();
  }

  /// New rules, from any thread; they hold from the next look on.
  public void rules(RetentionRules next) {
    rules = next;
  }

  /// Deletes a file that holds nothing durable, whose row says already that it goes.
  public void discard(FileRow row) {
    chosen.add(row);
  }

  /// Before a commit: chooses what goes, when it is time to look.
  public void choose() {
    long now = clock.nanos();
    if (chosen.isEmpty() && now >= nextLookNanos) {
      look(0);
      nextLookNanos = chosen.isEmpty() ? now + REST_NANOS : now;
    }
  }

  /// Within a commit: forgets what is gone for good, and says durably what goes next.
  public void commit(CatalogWriter writer, Set<String> unsyncedFolders) {
    forgotten.clear();
    for (Gone deleted : gone) {
      if (!unsyncedFolders.contains(deleted.folder())) {
        writer.forget(deleted.row());
        forgotten.add(deleted);
      }
    }
    mark(writer);
  }

  private void mark(CatalogWriter writer) {
    chosen.forEach(row -> writer.state(row.id(), FileState.DELETING));
  }

  /// After that commit: deletes, and hands over the folders to sync before the next one.
  public void delete(Consumer<String> folders) {
    gone.removeAll(forgotten);
    forgotten.clear();
    long start = clock.nanos();
    long bytes = 0;
    List<FileRow> done = new ArrayList<>();
    for (FileRow row : chosen) {
      String folder = remove(disk, row.path());
      folders.accept(folder);
      gone.add(new Gone(row, folder));
      leases.settled(row.id());
      bytes += row.bytes();
      done.add(row);
      if (clock.nanos() - start > BATCH_NANOS) {
        break;
      }
    }
    chosen.removeAll(done);
    long expired = done.stream().filter(row -> row.bytes() > 0).count();
    if (expired > 0) {
      listener.event(new StoreEvent.Expired((int) expired, bytes));
    }
  }

  /// Makes room for `bytes` at once, in a commit of its own. False when nothing may go.
  public boolean makeRoom(long bytes, Consumer<String> folders) {
    if (chosen.isEmpty()) {
      look(bytes);
    }
    if (chosen.isEmpty()) {
      return false;
    }
    catalog.transaction(() -> {
      mark(catalog.writer());
      return chosen.size();
    });
    delete(folders);
    return true;
  }

  /// Deletes the file if it is there, and its folder when that is empty then. Returns the folder to sync.
  public static String remove(Disk disk, String path) {
    String folder = DiskLayout.folder(path);
    try {
      disk.delete(path);
    } catch (Fault e) {
      if (e.kind() != Fault.Kind.NOT_FOUND) {
        throw e;
      }
    }
    if (!disk.exists(folder)) {
      return DiskLayout.folder(folder);
    }
    if (!disk.list(folder).isEmpty()) {
      return folder;
    }
    disk.delete(folder);
    return DiskLayout.folder(folder);
  }

  /// Chooses the oldest files that must go, so that `wanted` bytes and the floor are free.
  private void look(long wanted) {
    RetentionRules now = rules;
    if (now.keepAll()) {
      return;
    }
    catalog.read(sql -> {
      CatalogQueries queries = new CatalogQueries(sql);
      List<StreamRow> streams = queries.streams();
      for (StreamRow stream : streams) {
        overRule(queries, stream, now.rule(stream.key()));
      }
      long missing = now.floorBytes() + wanted - disk.space().freeBytes();
      for (FileRow row : chosen) {
        missing -= row.bytes();
      }
      if (missing > 0) {
        oldestOfAll(queries, streams, missing);
      }
      return chosen.size();
    });
  }

  private void overRule(CatalogQueries queries, StreamRow stream, RetentionRules.Rule rule) {
    long over = rule.bytes() == null ? 0 : stream.bytes() - rule.bytes();
    long before = rule.age() == null ? Long.MIN_VALUE : now() - rule.age().toNanos() / 1_000;
    if (over <= 0 && rule.age() == null) {
      return;
    }
    for (FileRow row : queries.oldest(stream, BATCH - Math.min(BATCH, chosen.size()))) {
      if (over <= 0 && row.end() >= before) {
        return;
      }
      if (leases.doom(row.id())) {
        chosen.add(row);
        over -= row.bytes();
      }
    }
  }

  private void oldestOfAll(CatalogQueries queries, List<StreamRow> streams, long missing) {
    List<FileRow> candidates = new ArrayList<>();
    for (StreamRow stream : streams) {
      candidates.addAll(queries.oldest(stream, BATCH));
    }
    candidates.removeAll(chosen);
    candidates.sort(Comparator.comparingLong(FileRow::start));
    long left = missing;
    for (FileRow row : candidates) {
      if (left <= 0 || chosen.size() >= BATCH) {
        return;
      }
      if (leases.doom(row.id())) {
        chosen.add(row);
        left -= row.bytes();
      }
    }
  }

  private long now() {
    long believed = openedMicros + (clock.nanos() - openedNanos) / 1_000 + TRUSTED_JUMP_MICROS;
    return Math.min(clock.wallMicros(), believed);
  }
}
