package nightjar.store;

import java.util.List;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogQueries;
import nightjar.store.catalog.EvidenceLock;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.keep.Leases;
import nightjar.store.read.Coverage;
import nightjar.store.read.CoverageQuery;
import nightjar.store.read.Curtain;
import nightjar.store.read.Layouts;
import nightjar.store.read.Span;
import nightjar.store.recording.Holding;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.Check;
import nightjar.store.recover.CheckReport;
import nightjar.store.recover.Rebuild;
import org.jspecify.annotations.Nullable;

/// What is recorded on one disk: found, read, checked, and never changed.
///
/// Opened by itself it works beside the recorder, another process: it takes no lock, recovers nothing and books no gap. What it
/// shows is what the catalog calls durable; after a crash the newest seconds appear once the recorder has run again.
/// Retention in the other process may delete a file between finding and reading it, which reads as NOT_FOUND.
/// Safe for any thread because reading goes through connections of its own.
public final class StoreReader implements AutoCloseable {
  private final Disk disk;
  private final Catalog catalog;
  private final Clock clock;
  private final Span.Source spans;

  StoreReader(Disk disk, Catalog catalog, Clock clock, Leases leases, Curtain curtain) {
    this.disk = disk;
    this.catalog = catalog;
    this.clock = clock;
    spans = new Span.Source(disk, catalog, leases, new Layouts(), curtain);
  }

  /// Opens the disk for reading, whether or not a recorder is at work on it.
  public static StoreReader open(Disk disk, Clock clock) {
    return open(disk, clock, new Curtain());
  }

  /// The same, with what `curtain` withholds left out.
  public static StoreReader open(Disk disk, Clock clock, Curtain curtain) {
    DiskIdentity identity = DiskIdentity.require(disk);
    if (!disk.exists(Catalog.NAME)) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND,
          disk.name() + " has no catalog",
          "Run 'nightjar store rebuild' to make it from the recording files, or start the recorder, which does the same.");
    }
    Catalog catalog = Catalog.openToRead(disk.database(Catalog.NAME), identity.disk());
    return new StoreReader(disk, catalog, clock, new Leases(), curtain);
  }

  /// What is durable of a stream between the two, held safe from retention until closed. Times are UTC microseconds.
  public Span span(StreamKey key, long fromMicros, long toMicros) {
    return Span.open(spans, key, new Interval(fromMicros, toMicros));
  }

  /// What was recorded between the two, what was not, and why.
  public Coverage coverage(StreamKey key, long fromMicros, long toMicros) {
    return new CoverageQuery(catalog, clock).of(key, new Interval(fromMicros, toMicros));
  }

  /// The same of several streams, in their order, for a timeline on which a point is `resolution` microseconds wide: at most a
  /// few stretches a point and stream, see [Coverage#at].
  public List<Coverage> timeline(
      List<StreamKey> keys, long fromMicros, long toMicros, long resolution) {
    CoverageQuery query = new CoverageQuery(catalog, clock);
    Interval asked = new Interval(fromMicros, toMicros);
    return keys.stream().map(key -> query.of(key, asked).at(resolution)).toList();
  }

  /// What is withheld at the moment.
  public Curtain curtain() {
    return spans.curtain();
  }

  /// When the first footage at or after `asked` that is not withheld was recorded; null when there is none.
  public @Nullable Long footageFrom(StreamKey key, long asked) {
    long micros = Math.max(asked, curtain().beforeMicros());
    return catalog.read(sql -> {
      CatalogQueries queries = new CatalogQueries(sql);
      CatalogQueries.StreamRow stream = queries.stream(key);
      Long start = stream == null ? null : queries.firstFootage(stream.id(), micros);
      return start == null ? null : Long.valueOf(Math.max(start, micros));
    });
  }

  /// How much each stream holds, and from when to when.
  public List<Holding> holdings() {
    return catalog.read(sql -> new CatalogQueries(sql).holdings());
  }

  public List<StreamKey> streams() {
    return catalog.read(sql ->
        new CatalogQueries(sql).streams().stream().map(CatalogQueries.StreamRow::key).toList());
  }

  public List<EvidenceLock> locks() {
    return catalog.read(sql -> new CatalogQueries(sql).locks());
  }

  /// Reads everything and compares it; may run while recording goes on.
  public CheckReport check(Rebuild.Progress progress) {
    return new Check(disk, catalog, progress).run();
  }

  /// Closes what [#open] opened.
  @Override
  public void close() {
    catalog.close();
  }
}
