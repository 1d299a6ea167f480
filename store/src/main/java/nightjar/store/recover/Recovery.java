package nightjar.store.recover;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogQueries;
import nightjar.store.catalog.CatalogQueries.StreamRow;
import nightjar.store.catalog.CatalogWriter;
import nightjar.store.catalog.FileRow;
import nightjar.store.catalog.FileState;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.DiskLayout;
import nightjar.store.keep.Retention;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// What happens between a crash and the first new frame. It looks only at the tail: files that were growing, deletions that
/// were under way, and files in the newest days' folders that no commit got to. So it takes as long for a month as for a day.
///
/// Owned by the thread that opens the store.
public final class Recovery {
  /// A clock that was stepped back puts a new file into an older folder.
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Disk disk;
  private final Catalog catalog;
  private final StoreListener listener;
  private final Adoption adoption;
  private int files;
  private long adoptedBytes;
  private long cutBytes;

  public Recovery(Disk disk, Catalog catalog, StoreListener listener) {
    this.disk = disk;
    this.catalog = catalog;
    this.listener = listener;
    adoption = new Adoption(disk, catalog.writer());
  }

  /// Brings catalog and files together; `down` is why nothing was recorded since the last sign of life.
  public void run(GapCause down) {
    List<FileRow> unsettled = catalog.read(sql -> new CatalogQueries(sql).unsettled());
    finishDeletions(unsettled);
    for (FileRow row : unsettled) {
      switch (row.state()) {
        case GROWING -> seal(row);
        case ABANDONED -> cut(row);
        case SEALED, DELETING -> {}
      }
    }
    for (StreamKey key : Folders.streams(disk)) {
      adoptTail(key);
    }
    beginGaps(down);
    if (files > 0) {
      listener.event(new StoreEvent.Recovered(files, adoptedBytes, cutBytes));
    }
  }

  private void finishDeletions(List<FileRow> unsettled) {
    Set<String> folders = new HashSet<>();
    for (FileRow row : unsettled) {
      if (row.state() == FileState.DELETING) {
        folders.add(Retention.remove(disk, row.path()));
      }
    }
    for (String folder : folders) {
      if (folder.isEmpty() || disk.exists(folder)) {
        disk.syncDirectory(folder);
      }
    }
    catalog.transaction(() -> {
      for (FileRow row : unsettled) {
        if (row.state() == FileState.DELETING) {
          catalog.writer().forget(row);
        }
      }
      return folders;
    });
  }

  /// A file that was growing: takes in whole fragments behind the committed ones, cuts what is torn.
  private void seal(FileRow row) {
    Scanned scanned = adoption.settle(row);
    files++;
    catalog.transaction(() -> {
      CatalogWriter writer = catalog.writer();
      if (scanned == null) {
        // Promised bytes are missing: for `check` to say, and nothing to make worse here.
        writer.seal(row, row.end(), row.bytes(), FileState.SEALED, frames(row));
      } else {
        adoptedBytes += scanned.end() - row.bytes();
        cutBytes += scanned.length() - scanned.end();
        long end = Math.max(row.start(), scanned.endMicros());
        writer.seal(row, end, scanned.end(), FileState.SEALED, scanned.index().toArray());
      }
      return row;
    });
  }

  private byte[] frames(FileRow row) {
    ByteBuffer frames =
        catalog.read(sql -> new CatalogQueries(sql).frames(List.of(row)).getFirst());
    return frames == null ? new byte[0] : Bytes.copyOf(frames, 0, frames.remaining()).toArray();
  }

  /// A file given up after a failed sync: bytes behind the committed ones may read well from memory and not be on the disk.
  /// One whose key is not here waits for it.
  private void cut(FileRow row) {
    if (disk.isLocked(row.path())) {
      return;
    }
    try (DiskFile file = disk.open(row.path())) {
      if (file.size() > row.bytes()) {
        cutBytes += file.size() - row.bytes();
        file.truncate(row.bytes());
        file.sync();
      }
      files++;
    } catch (Fault e) {
      if (e.kind() != Fault.Kind.NOT_FOUND) {
        throw e;
      }
    }
    catalog.transaction(() -> {
      catalog.writer().state(row.id(), FileState.SEALED);
      return row;
    });
  }

  /// Files that no commit got to lie in the folders of the days the stream was last recorded to, the day before, or later.
  private void adoptTail(StreamKey key) {
    Map<String, Scanned> found = new LinkedHashMap<>();
    for (String day : Folders.days(disk, key)) {
      Set<String> known = catalog.read(sql -> known(new CatalogQueries(sql), key, day));
      if (known == null) {
        continue;
      }
      for (String path : Folders.files(disk, key, day)) {
        if (!known.contains(path)) {
          settleUnknown(path, found);
        }
      }
    }
    if (found.isEmpty()) {
      return;
    }
    adoption.syncNames(found.keySet());
    catalog.transaction(() -> {
      found.forEach((path, scanned) -> adoption.add(key, path, scanned));
      return found;
    });
  }

  /// Known paths of a day at the stream's tail; null for a day that is further back.
  private static @Nullable Set<String> known(CatalogQueries queries, StreamKey key, String day) {
    StreamRow stream = queries.stream(key);
    if (stream == null) {
      return Set.of();
    }
    Long until = queries.recordedUntil(stream.id());
    Long newest = queries.newestStart(stream.id());
    boolean tail =
        newest == null
            || until == null
            || day.compareTo(DiskLayout.date(Math.min(newest, until) - DAY_MICROS)) >= 0;
    long slack = CatalogQueries.LONGEST_FILE_MICROS;
    return tail
        ? queries.paths(stream.id(), Folders.dayStart(day) - slack, Folders.dayEnd(day) + slack)
        : null;
  }

  private void settleUnknown(String path, Map<String, Scanned> found) {
    Scanned scanned = adoption.settle(path);
    if (scanned == null) {
      adoption.putAside(path);
      return;
    }
    files++;
    adoptedBytes += scanned.end();
    cutBytes += scanned.length() - scanned.end();
    found.put(path, scanned);
  }

  private void beginGaps(GapCause down) {
    long alive = catalog.read(sql -> new CatalogQueries(sql).alive());
    List<StreamRow> streams = catalog.read(sql -> new CatalogQueries(sql).streams());
    catalog.transaction(() -> {
      for (StreamRow stream : streams) {
        catalog.writer().gapBegins(stream.id(), down, alive);
      }
      return alive;
    });
  }
}
