package nightjar.store.recover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogQueries;
import nightjar.store.catalog.CatalogQueries.StreamRow;
import nightjar.store.disk.Disk;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// Fills an empty catalog from what lies on the disk: every file is read, so this takes as long as reading them does.
///
/// All footage and evidence locks come back. The causes of old gaps do not: they are booked as ours.
/// Owned by the thread that opens the store.
public final class Rebuild {
  private static final int BATCH = 256;

  private final Disk disk;
  private final Catalog catalog;
  private final Progress progress;
  private final Adoption adoption;
  private long files;

  /// Told after every file.
  @FunctionalInterface
  public interface Progress {
    Progress SILENT = (_, _, _) -> {};

    void file(long done, long total, String path);
  }

  public Rebuild(Disk disk, Catalog catalog, Progress progress) {
    this.disk = disk;
    this.catalog = catalog;
    this.progress = progress;
    adoption = new Adoption(disk, catalog.writer());
  }

  /// Returns how many files were taken in.
  public long run() {
    List<StreamKey> streams = Folders.streams(disk);
    Map<StreamKey, List<String>> paths = new LinkedHashMap<>();
    long total = 0;
    for (StreamKey key : streams) {
      List<String> all = new ArrayList<>();
      Folders.days(disk, key).forEach(day -> all.addAll(Folders.files(disk, key, day)));
      paths.put(key, all);
      total += all.size();
    }
    catalog.transaction(() -> {
      new LockFile(disk).read().forEach(catalog.writer()::lock);
      return streams;
    });
    for (Map.Entry<StreamKey, List<String>> stream : paths.entrySet()) {
      stream(stream.getKey(), stream.getValue(), total);
    }
    gaps();
    return files;
  }

  private void stream(StreamKey key, List<String> paths, long total) {
    for (int from = 0; from < paths.size(); from += BATCH) {
      List<String> batch = paths.subList(from, Math.min(from + BATCH, paths.size()));
      Map<String, Scanned> found = new LinkedHashMap<>();
      for (String path : batch) {
        boolean newest = path.equals(paths.getLast());
        @Nullable Scanned scanned = newest ? adoption.settle(path) : adoption.inspect(path);
        if (scanned == null) {
          adoption.putAside(path);
        } else {
          found.put(path, scanned);
        }
        progress.file(++files, total, path);
      }
      adoption.syncNames(found.keySet());
      catalog.transaction(() -> {
        found.forEach((path, scanned) -> adoption.add(key, path, scanned));
        return found;
      });
    }
  }

  private void gaps() {
    for (StreamRow stream : catalog.read(sql -> new CatalogQueries(sql).streams())) {
      List<Interval> sessions =
          catalog.read(
              sql -> new CatalogQueries(sql).sessions(stream.id(), Long.MIN_VALUE, Long.MAX_VALUE));
      catalog.transaction(() -> {
        long recorded = Long.MAX_VALUE;
        for (Interval session : sessions) {
          if (session.start() > recorded) {
            catalog.writer().insertGap(stream.id(), recorded, session.start(), GapCause.US);
          }
          recorded = recorded == Long.MAX_VALUE ? session.end() : Math.max(recorded, session.end());
        }
        return recorded;
      });
    }
  }
}
