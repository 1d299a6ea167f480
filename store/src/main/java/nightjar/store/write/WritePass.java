package nightjar.store.write;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogWriter;
import nightjar.store.catalog.FileRow;
import nightjar.store.catalog.FileState;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskLayout;
import nightjar.store.keep.Retention;
import nightjar.store.recording.Durable;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// What was written since the last pass, and making it durable. Owned by [DiskWriter].
final class WritePass {
  /// What the next commit says, in order: a file's news, or the beginning of a gap.
  private sealed interface Change {}

  private record News(OpenFile file) implements Change {}

  private record Break(DiskCommand.GapBegins gap) implements Change {}

  private final Disk disk;
  private final Catalog catalog;
  private final Retention retention;
  private final Clock clock;
  private final StoreListener listener;
  private final WriteMetrics metrics;
  private final SyncCrew crew;
  private final IdentityHashMap<FilePlan, OpenFile> files = new IdentityHashMap<>();
  private final Set<OpenFile> dirty = new LinkedHashSet<>();
  private final Set<String> unsynced = new LinkedHashSet<>();
  private final Set<String> used = new HashSet<>();
  private final List<Change> changes = new ArrayList<>();
  private boolean commitFailing;

  /// The change that the commit under way is at; null outside of one.
  private @Nullable Change applying;

  WritePass(
      Disk disk,
      Catalog catalog,
      Retention retention,
      Clock clock,
      StoreListener listener,
      WriteMetrics metrics) {
    this.disk = disk;
    this.catalog = catalog;
    this.retention = retention;
    this.clock = clock;
    this.listener = listener;
    this.metrics = metrics;
    crew = new SyncCrew(disk.syncsAtOnce());
  }

  /// Writes a fragment at the end of its file, which it begins when it is the first.
  void append(PendingFragment fragment) {
    try {
      OpenFile file = fileOf(fragment);
      write(file, fragment);
      metrics.written(fragment.length());
      touch(file);
    } catch (Fault e) {
      metrics.dropped(fragment.frames().size());
      fail(fragment.file(), String.valueOf(e.getMessage()));
    }
  }

  private OpenFile fileOf(PendingFragment fragment) {
    FilePlan plan = fragment.file();
    OpenFile file = files.get(plan);
    if (file == null) {
      file = create(fragment);
      files.put(plan, file);
    }
    return file;
  }

  /// Makes the folders that the stream's next file will lie in, to be synced with the next pass. Where that fails, the file will say why.
  void prepare(StreamKey key) {
    String folder = key.folder() + "/" + DiskLayout.date(clock.wallMicros());
    try {
      syncNamesOf(folder + "/", disk.makeDirectories(folder));
    } catch (Fault e) {
      used.remove(folder);
    }
  }

  private OpenFile create(PendingFragment fragment) {
    String path = DiskLayout.freePath(disk, fragment.file().key.folder(), fragment.startMicros());
    syncNamesOf(path, disk.makeDirectories(DiskLayout.folder(path)));
    return new OpenFile(fragment, path, disk.create(path));
  }

  /// A folder that was there already may be one whose name an earlier life of ours made and did not live to sync: so the
  /// first file of a folder has all names down to it synced.
  private void syncNamesOf(String path, List<String> made) {
    String folder = DiskLayout.folder(path);
    unsynced.add(folder);
    if (used.add(folder) || !made.isEmpty()) {
      while (!folder.isEmpty()) {
        folder = DiskLayout.folder(folder);
        unsynced.add(folder);
      }
    }
  }

  /// Tries once more when the disk is full and retention finds something to delete.
  private void write(OpenFile file, PendingFragment fragment) {
    try {
      file.append(fragment);
    } catch (Fault e) {
      if (e.kind() != Fault.Kind.EXHAUSTED
          || !retention.makeRoom(fragment.length(), unsynced::add)) {
        if (e.kind() == Fault.Kind.EXHAUSTED) {
          listener.event(new StoreEvent.DiskFull(String.valueOf(e.getMessage())));
        }
        throw e;
      }
      file.append(fragment);
    }
  }

  /// A write failed: the file ends with the fragment before, and goes when there is none.
  private void fail(FilePlan plan, String why) {
    plan.breakOff();
    OpenFile file = files.get(plan);
    if (file != null) {
      file.end(true);
      if (file.writtenBytes() > 0 || !takenAway(file)) {
        touch(file);
      }
      listener.event(new StoreEvent.FileAbandoned(file.path, file.writtenBytes(), why));
    }
    breakNow(plan);
  }

  /// No commit has said anything of the file, so none need say that it goes.
  private boolean takenAway(OpenFile file) {
    file.close();
    try {
      unsynced.add(Retention.remove(disk, file.path));
    } catch (Fault e) {
      return false;
    }
    files.remove(file.plan);
    return true;
  }

  private void breakNow(FilePlan plan) {
    gapBegins(new DiskCommand.GapBegins(plan.key, GapCause.DISK, clock.wallMicros()));
  }

  void end(FilePlan plan) {
    OpenFile file = files.get(plan);
    if (file != null && !file.ended()) {
      file.end(false);
      touch(file);
    }
  }

  void gapBegins(DiskCommand.GapBegins gap) {
    changes.add(new Break(gap));
  }

  private void touch(OpenFile file) {
    if (dirty.add(file)) {
      changes.add(new News(file));
    }
  }

  /// Makes everything written durable, then says so; false when the catalog did not take it. A Fault means that the catalog can
  /// no longer be used.
  boolean run() {
    long begun = clock.nanos();
    syncFolders();
    syncFiles();
    retention.choose();
    boolean committed = commit();
    if (committed) {
      retention.delete(unsynced::add);
    }
    metrics.took(clock.nanos() - begun);
    return committed;
  }

  /// A folder whose sync failed is tried again in the next pass, and what began below it is given up.
  private void syncFolders() {
    List<SyncCrew.Failure<String>> failures = crew.sync(List.copyOf(unsynced), this::syncFolder);
    unsynced.clear();
    for (SyncCrew.Failure<String> failure : failures) {
      unsynced.add(failure.what());
      String below = failure.what().isEmpty() ? "" : failure.what() + "/";
      for (OpenFile file : List.copyOf(dirty)) {
        if (file.row == null && file.path.startsWith(below)) {
          abandon(file, String.valueOf(failure.fault().getMessage()));
        }
      }
    }
  }

  private void syncFolder(String folder) {
    if (disk.exists(folder) || folder.isEmpty()) {
      disk.syncDirectory(folder);
    }
  }

  private void syncFiles() {
    List<OpenFile> due = new ArrayList<>();
    for (OpenFile file : dirty) {
      if (!file.abandoned() && file.dirty()) {
        due.add(file);
      }
    }
    for (SyncCrew.Failure<OpenFile> failure : crew.sync(due, OpenFile::sync)) {
      abandon(failure.what(), String.valueOf(failure.fault().getMessage()));
    }
  }

  private void abandon(OpenFile file, String why) {
    if (!file.abandoned()) {
      file.plan.breakOff();
      file.abandon();
      listener.event(new StoreEvent.FileAbandoned(file.path, file.durableBytes(), why));
      breakNow(file.plan);
    }
  }

  /// Commits what is synced. On failure everything stays for the next pass, and nothing is called durable; but one change that the
  /// catalog can never take is left to the next start, so that it holds up no other camera.
  private boolean commit() {
    List<FileRow> rows = new ArrayList<>();
    try {
      catalog.transaction(() -> {
        rows.clear();
        for (Change change : changes) {
          applying = change;
          apply(change, rows);
        }
        applying = null;
        retention.commit(catalog.writer(), unsynced);
        catalog.writer().alive(clock.wallMicros());
        return true;
      });
    } catch (Fault e) {
      if (e.kind() == Fault.Kind.CORRUPT) {
        throw e;
      }
      Change refused = applying;
      applying = null;
      if (refused != null && e.kind() == Fault.Kind.INVALID) {
        leave(refused, String.valueOf(e.getMessage()));
        return commit();
      }
      if (!commitFailing) {
        commitFailing = true;
        listener.event(new StoreEvent.CommitFailed(String.valueOf(e.getMessage())));
      }
      return false;
    }
    commitFailing = false;
    committed(rows);
    return true;
  }

  /// Gives a change up: the rest of a file is in no commit, and the next start reads it from the file.
  private void leave(Change refused, String why) {
    changes.remove(refused);
    if (refused instanceof News(OpenFile file)) {
      file.plan.breakOff();
      file.abandon();
      dirty.remove(file);
      files.remove(file.plan);
      listener.event(new StoreEvent.FileAbandoned(file.path, file.durableBytes(), why));
      breakNow(file.plan);
    } else if (!commitFailing) {
      listener.event(new StoreEvent.CommitFailed(why));
    }
  }

  private void apply(Change change, List<FileRow> rows) {
    CatalogWriter writer = catalog.writer();
    switch (change) {
      case News(OpenFile file) -> {
        rows.add(file.row == null ? insert(writer, file) : grow(writer, file, file.row));
      }
      case Break(DiskCommand.GapBegins gap) ->
          writer.gapBegins(writer.stream(gap.key()), gap.cause(), gap.atMicros());
    }
  }

  private static FileState state(OpenFile file) {
    if (file.hasTail()) {
      return FileState.ABANDONED;
    }
    return file.ended() ? FileState.SEALED : FileState.GROWING;
  }

  private FileRow insert(CatalogWriter writer, OpenFile file) {
    long stream = writer.stream(file.plan.key);
    boolean empty = file.durableBytes() == 0;
    Interval interval = new Interval(file.startMicros, file.durableEndMicros());
    long session = empty ? 0 : writer.session(stream, file.plan.session, interval);
    FileRow row =
        new FileRow(
            0,
            stream,
            session,
            file.plan.sequence,
            file.startMicros,
            file.durableEndMicros(),
            file.durableBytes(),
            empty ? FileState.DELETING : state(file),
            file.path,
            writer.codecs(file.configs));
    return row.withId(writer.file(row, file.durableIndex()));
  }

  private static FileRow grow(CatalogWriter writer, OpenFile file, FileRow before) {
    FileRow row = before.grown(file.durableEndMicros(), file.durableBytes(), state(file));
    if (row.state() == FileState.GROWING) {
      writer.grow(before, row.end(), row.bytes(), file.newIndex());
    } else {
      writer.seal(before, row.end(), row.bytes(), row.state(), file.durableIndex());
    }
    return row;
  }

  private void committed(List<FileRow> rows) {
    int at = 0;
    long now = clock.nanos();
    long exposure = 0;
    for (Change change : changes) {
      if (change instanceof News(OpenFile file)) {
        FileRow row = rows.get(at++);
        boolean news = file.row == null || row.bytes() > file.row.bytes();
        long waited = news ? Math.max(0, now - file.oldestArrival()) : 0;
        exposure = Math.max(exposure, waited);
        file.committed(row);
        if (news && row.bytes() > 0) {
          listener.durable(durable(file, row, waited));
        }
        if (file.ended()) {
          file.close();
          files.remove(file.plan);
        }
        if (row.state() == FileState.DELETING) {
          retention.discard(row);
        }
      }
    }
    changes.clear();
    dirty.clear();
    metrics.pass(exposure);
  }

  private static Durable durable(OpenFile file, FileRow row, long waited) {
    return new Durable(
        file.plan.key,
        row.path(),
        file.durableSequence(),
        row.bytes(),
        row.end(),
        file.durableFrames(),
        waited);
  }

  /// The disk is gone: nothing is written, synced or committed any more.
  void loseAll() {
    for (OpenFile file : files.values()) {
      file.plan.breakOff();
      file.abandon();
    }
    files.clear();
    dirty.clear();
    changes.clear();
    unsynced.clear();
    used.clear();
    commitFailing = false;
  }

  void closeAll() {
    files.values().forEach(OpenFile::close);
    files.clear();
  }
}
