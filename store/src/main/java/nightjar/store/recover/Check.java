package nightjar.store.recover;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightjar.base.Fault;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogChecks;
import nightjar.store.catalog.CatalogQueries;
import nightjar.store.catalog.CatalogQueries.StreamRow;
import nightjar.store.catalog.EvidenceLock;
import nightjar.store.catalog.FileRow;
import nightjar.store.catalog.FileState;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// Reads every byte of every recording file, and compares it with its checksum and with the catalog. Changes nothing, and
/// may run while the recorder does. Owned by whoever asked for it; one thread at a time.
public final class Check {
  private static final int PAGE = 500;

  private final Disk disk;
  private final Catalog catalog;
  private final Rebuild.Progress progress;
  private final Adoption adoption;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Long> known = new HashMap<>();
  private long files;
  private long fragments;
  private long bytes;

  public Check(Disk disk, Catalog catalog, Rebuild.Progress progress) {
    this.disk = disk;
    this.catalog = catalog;
    this.progress = progress;
    adoption = new Adoption(disk, catalog.writer());
  }

  public CheckReport run() {
    // Listed first: a file that is recorded from here on is nobody's orphan.
    Set<String> present = present();
    List<StreamRow> streams = catalog.read(sql -> new CatalogQueries(sql).streams());
    long total = catalog.read(sql -> new CatalogQueries(sql).fileCount());
    for (StreamRow stream : streams) {
      stream(stream, total);
    }
    present.removeAll(known.keySet());
    for (String path : present) {
      orphan(path);
    }
    int locks = locks();
    return new CheckReport(streams.size(), files, fragments, bytes, locks, findings);
  }

  private Set<String> present() {
    Set<String> present = new HashSet<>();
    for (StreamKey key : Folders.streams(disk)) {
      for (String day : Folders.days(disk, key)) {
        present.addAll(Folders.files(disk, key, day));
      }
    }
    return present;
  }

  private void stream(StreamRow stream, long total) {
    long sum = 0;
    // Growing ones first: one that is sealed meanwhile is seen a second time, and not never.
    for (FileRow row : catalog.read(sql -> new CatalogQueries(sql).growing(stream.id()))) {
      sum += row(stream, row, total);
    }
    List<FileRow> page;
    long last = 0;
    do {
      long after = last;
      page = catalog.read(sql -> new CatalogQueries(sql).page(stream.id(), after, PAGE));
      for (FileRow row : page) {
        sum += row(stream, row, total);
        last = row.id();
      }
    } while (page.size() == PAGE);
    StreamRow now = catalog.read(sql -> new CatalogQueries(sql).stream(stream.key()));
    if (now != null && sum != stream.bytes() && now.bytes() == stream.bytes()) {
      findings.add(new Finding.Miscounted(stream.key(), stream.bytes(), sum));
    }
    catalog
        .read(sql -> new CatalogChecks(sql).wrongSessions(stream.id()))
        .forEach(wrong -> findings.add(new Finding.Mistimed(stream.key(), wrong.number())));
    catalog
        .read(sql -> new CatalogChecks(sql).wrongExtents(stream.id()))
        .forEach(wrong -> findings.add(new Finding.Misfilled(stream.key(), wrong.id())));
  }

  /// Looks at a file once; its bytes count for its stream.
  private long row(StreamRow stream, FileRow row, long total) {
    Long before = known.putIfAbsent(row.path(), row.id());
    if (before != null) {
      if (before != row.id()) {
        findings.add(new Finding.Misindexed(row.path()));
      }
      return before == row.id() ? 0 : row.bytes();
    }
    if (row.state() != FileState.DELETING) {
      file(stream, row);
    }
    progress.file(++files, total, row.path());
    return row.bytes();
  }

  private void file(StreamRow stream, FileRow row) {
    try {
      if (disk.isLocked(row.path())) {
        findings.add(new Finding.Locked(row.path()));
        return;
      }
      Scanned scanned = scan(row);
      if (scanned == null) {
        findings.add(new Finding.Unreadable(row.path(), row.bytes()));
        return;
      }
      bytes += scanned.end();
      fragments += scanned.fragments() + scanned.damaged();
      if (scanned.end() < row.bytes()) {
        findings.add(new Finding.Shortened(row.path(), row.bytes(), scanned.end()));
      } else if (scanned.damaged() > 0) {
        findings.add(new Finding.Damaged(row.path(), scanned.damaged()));
      } else if (!fits(stream, row, scanned)) {
        findings.add(new Finding.Misindexed(row.path()));
      }
    } catch (Fault e) {
      if (e.kind() != Fault.Kind.NOT_FOUND) {
        throw e;
      }
      if (catalog.read(sql -> new CatalogQueries(sql).has(row.id()))) {
        findings.add(new Finding.Missing(row.path(), row.bytes()));
      }
    }
  }

  private @Nullable Scanned scan(FileRow row) {
    try (DiskFile file = disk.openToRead(row.path())) {
      return Scanned.read(file, row.bytes());
    }
  }

  private boolean fits(StreamRow stream, FileRow row, Scanned scanned) {
    ByteBuffer index = catalog.read(sql -> new CatalogQueries(sql).frames(List.of(row)).getFirst());
    boolean grown = row.state() == FileState.GROWING;
    return index != null
        && (grown || scanned.index().buffer().equals(index))
        && row.path().startsWith(stream.key().folder() + "/")
        && scanned.header().fileSequence() == row.sequence()
        && placed(stream, row, scanned)
        && scanned.start() == row.start()
        && Math.max(scanned.start(), scanned.endMicros()) == row.end();
  }

  private boolean placed(StreamRow stream, FileRow row, Scanned scanned) {
    long session = scanned.header().session();
    return catalog.read(sql -> new CatalogChecks(sql).placed(row, stream.id(), session));
  }

  private void orphan(String path) {
    try {
      findings.add(
          disk.isLocked(path)
              ? new Finding.Locked(path)
              : new Finding.Orphan(path, adoption.inspect(path) != null));
    } catch (Fault e) {
      if (e.kind() != Fault.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  private int locks() {
    List<EvidenceLock> inCatalog = catalog.read(sql -> new CatalogQueries(sql).locks());
    List<EvidenceLock> inFile = new LockFile(disk).read();
    Set<EvidenceLock> left = new HashSet<>();
    inCatalog.forEach(lock -> left.add(lock.withId(0)));
    inFile.forEach(lock -> left.remove(lock.withId(0)));
    if (!left.isEmpty() || inFile.size() != inCatalog.size()) {
      findings.add(new Finding.LocksDiffer(inCatalog.size(), inFile.size()));
    }
    return inCatalog.size();
  }
}
