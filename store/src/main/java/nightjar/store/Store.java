package nightjar.store;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.EvidenceLock;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.DiskLayout;
import nightjar.store.keep.Leases;
import nightjar.store.keep.Retention;
import nightjar.store.keep.RetentionRules;
import nightjar.store.read.Coverage;
import nightjar.store.read.Curtain;
import nightjar.store.read.Span;
import nightjar.store.recording.CameraId;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.CheckReport;
import nightjar.store.recover.Erasure;
import nightjar.store.recover.Finding;
import nightjar.store.recover.LockFile;
import nightjar.store.recover.Rebuild;
import nightjar.store.recover.Recovery;
import nightjar.store.recover.Repair;
import nightjar.store.write.DiskWriter;
import nightjar.store.write.RecordingWriter;
import nightjar.store.write.WriteMetrics;
import org.jspecify.annotations.Nullable;

/// The recordings of one disk: everything another module needs of this one.
///
/// ```java
/// Store.init(disk, random);                       // once, on an empty disk
/// try (Store store = Store.open(disk, StoreConfig.DEFAULT, clock, random, listener)) {
///   RecordingWriter writer = store.stream(StreamKey.of("front-door", "main"));
///   session.run(writer);                          // a FrameSink
///   Span span = store.span(key, from, to);        // what is durable of it
/// }
/// ```
///
/// Safe for any thread because writing has a thread of its own, which alone changes what this holds, and reading goes through
/// connections of its own.
public final class Store implements AutoCloseable {
  private static final int REPAIRS_AT_ONCE = 16;

  private final Disk disk;
  private final DiskIdentity identity;
  private final Catalog catalog;
  private final Clock clock;
  private final Leases leases;
  private final Retention retention;
  private final DiskWriter writer;
  private final LockFile lockFile;
  private final StoreReader reader;
  private final StoreListener listener;
  private Disk.Held lock;
  private @Nullable Thread thread;

  private Store(
      Disk disk,
      Disk.Held lock,
      DiskIdentity identity,
      Catalog catalog,
      StoreConfig config,
      Clock clock,
      RandomGenerator random,
      StoreListener listener) {
    this.disk = disk;
    this.lock = lock;
    this.identity = identity;
    this.catalog = catalog;
    this.clock = clock;
    this.listener = listener;
    leases = new Leases();
    retention = new Retention(disk, catalog, leases, clock, listener, config.retention());
    writer =
        new DiskWriter(
            disk,
            identity,
            this::reopen,
            catalog,
            retention,
            config.limits().forDisk(disk.space().totalBytes()),
            clock,
            random,
            listener);
    lockFile = new LockFile(disk);
    reader = new StoreReader(disk, catalog, clock, leases, new Curtain());
  }

  /// Makes an empty disk one of ours.
  public static DiskIdentity init(Disk disk, RandomGenerator random) {
    if (disk.exists(DiskIdentity.FILE)) {
      throw Fault.of(
          Fault.Kind.INVALID,
          disk.name() + " is a Nightjar disk already",
          "Use it as it is. To start afresh, empty it first.");
    }
    List<String> names = disk.list("");
    if (!DiskIdentity.isEmpty(names)) {
      throw Fault.of(
          Fault.Kind.INVALID,
          disk.name() + " is not empty: " + names.getFirst(),
          "Give Nightjar a folder of its own.");
    }
    byte[] id = new byte[16];
    random.nextBytes(id);
    DiskIdentity identity = new DiskIdentity(HexFormat.of().formatHex(id), DiskIdentity.FORMAT);
    identity.write(disk);
    return identity;
  }

  /// Opens the store, recovers what the last stop left, and starts its thread.
  public static Store open(
      Disk disk, StoreConfig config, Clock clock, RandomGenerator random, StoreListener listener) {
    Store store = prepare(disk, config, clock, random, listener);
    store.thread = Thread.ofPlatform().name("disk " + disk.name()).start(store.writer::run);
    return store;
  }

  /// Makes the catalog anew from the recording files; the old one is kept under another name. Nobody else may have the store
  /// open. Returns how many files were taken in.
  public static long rebuild(Disk disk, Clock clock, Rebuild.Progress progress) {
    DiskIdentity identity = DiskIdentity.require(disk);
    try (Disk.Held _ = disk.lock(DiskLayout.LOCK)) {
      if (disk.exists(Catalog.NAME)) {
        disk.moveDatabase(Catalog.NAME, "catalog-replaced-" + clock.wallMicros() + ".db");
      }
      try (Catalog catalog =
          Catalog.open(disk.database(Catalog.NAME), identity.disk(), clock.wallMicros())) {
        return new Rebuild(disk, catalog, progress).run();
      }
    }
  }

  /// The same without a thread: a simulation steps [#writer] itself.
  static Store prepare(
      Disk disk, StoreConfig config, Clock clock, RandomGenerator random, StoreListener listener) {
    DiskIdentity identity = DiskIdentity.require(disk);
    Disk.Held lock = disk.lock(DiskLayout.LOCK);
    Catalog catalog = null;
    boolean good = false;
    try {
      String url = disk.database(Catalog.NAME);
      catalog =
          trusted(
              disk, clock, listener, () -> Catalog.open(url, identity.disk(), clock.wallMicros()));
      recover(disk, catalog, listener, config.down());
      Store store = new Store(disk, lock, identity, catalog, config, clock, random, listener);
      good = true;
      return store;
    } finally {
      if (!good) {
        if (catalog != null) {
          catalog.close();
        }
        lock.close();
      }
    }
  }

  private static void recover(Disk disk, Catalog catalog, StoreListener listener, GapCause down) {
    Erasure.resume(disk, catalog);
    if (catalog.fresh()) {
      long files = new Rebuild(disk, catalog, Rebuild.Progress.SILENT).run();
      if (files > 0) {
        listener.event(new StoreEvent.CatalogRebuilt(files));
      }
    }
    new Recovery(disk, catalog, listener).run(down);
  }

  /// Opens a catalog; one that cannot be trusted is kept, for whoever wants to know why, and a new one begun.
  private static <T> T trusted(
      Disk disk, Clock clock, StoreListener listener, Supplier<T> opening) {
    try {
      return opening.get();
    } catch (Fault e) {
      if (e.kind() != Fault.Kind.CORRUPT) {
        throw e;
      }
      String aside = "catalog-damaged-" + clock.wallMicros() + ".db";
      disk.moveDatabase(Catalog.NAME, aside);
      listener.event(new StoreEvent.CatalogPutAside(aside, String.valueOf(e.getMessage())));
      return opening.get();
    }
  }

  /// Takes the disk into use again after it was lost; on the disk's thread.
  private void reopen() {
    if (!DiskIdentity.read(disk).equals(identity)) {
      throw Fault.of(Fault.Kind.NOT_FOUND, "another disk is where " + identity.disk() + " was", "");
    }
    lock.close();
    lock = disk.lock(DiskLayout.LOCK);
    trusted(
        disk,
        clock,
        listener,
        () -> {
          catalog.reopen(identity.disk(), clock.wallMicros());
          return catalog;
        });
    recover(disk, catalog, listener, GapCause.DISK);
    retention.startAnew();
  }

  /// Begins to record a stream.
  public RecordingWriter stream(StreamKey key) {
    return writer.record(key);
  }

  /// The way to what is recorded; retention leaves its spans alone. Closed with the store.
  public StoreReader reader() {
    return reader;
  }

  /// Withholds everything recorded until now from every reader, until [Curtain#lift]. Returns from when on footage is shown: now, or
  /// the end of the newest footage where a clock that was wrong has recorded ahead of now.
  public long withhold(long untilMicros) {
    long newest =
        reader.holdings().stream()
            .mapToLong(each -> each.interval().end())
            .max()
            .orElse(Long.MIN_VALUE);
    long before = Math.max(clock.wallMicros(), newest);
    reader.curtain().fall(before, untilMicros);
    return before;
  }

  /// Takes everything recorded so far off the disk and out of the catalog, evidence locks included, and says so only once that is
  /// durable. Recording goes on at each camera's next key frame. What a power cut interrupts, the next opening finishes.
  public void erase() {
    reader.curtain().fall(Long.MAX_VALUE, clock.wallMicros());
    try {
      await(eraseLater());
      Erasure.finish(disk);
    } finally {
      reader.curtain().lift();
    }
  }

  CompletableFuture<Void> eraseLater() {
    return writer.afresh(() -> {
      Erasure.begin(disk, catalog);
      retention.startAnew();
    });
  }

  public Span span(StreamKey key, long fromMicros, long toMicros) {
    return reader.span(key, fromMicros, toMicros);
  }

  public Coverage coverage(StreamKey key, long fromMicros, long toMicros) {
    return reader.coverage(key, fromMicros, toMicros);
  }

  public List<StreamKey> streams() {
    return reader.streams();
  }

  /// Keeps footage of all the camera's streams from expiring; durable when this returns.
  public EvidenceLock lock(CameraId camera, Interval interval, String reason, String by) {
    return await(lockLater(camera, interval, reason, by));
  }

  CompletableFuture<EvidenceLock> lockLater(
      CameraId camera, Interval interval, String reason, String by) {
    EvidenceLock asked = new EvidenceLock(0, camera, interval, reason, by, clock.wallMicros());
    return writer.change(() -> {
      EvidenceLock made = asked.withId(catalog.writer().lock(asked));
      lockFile.write(catalog.writer().locks());
      return made;
    });
  }

  /// Lets locked footage expire again; false when there is no such lock.
  public boolean unlock(long id) {
    return await(
        writer.change(() -> {
          boolean removed = catalog.writer().unlock(id);
          lockFile.write(catalog.writer().locks());
          return removed;
        }));
  }

  public List<EvidenceLock> locks() {
    return reader.locks();
  }

  /// Reads everything and compares it; may run while recording goes on.
  public CheckReport check(Rebuild.Progress progress) {
    return reader.check(progress);
  }

  /// Repairs what a check found, a few at a time, so that recording goes on; returns what was repaired. What it will do,
  /// [Finding#explain] says before.
  public List<Finding> repair(List<Finding> findings) {
    List<Finding> done = new ArrayList<>();
    for (int from = 0; from < findings.size(); from += REPAIRS_AT_ONCE) {
      int to = Math.min(from + REPAIRS_AT_ONCE, findings.size());
      done.addAll(await(repairLater(findings.subList(from, to))));
    }
    return done;
  }

  CompletableFuture<List<Finding>> repairLater(List<Finding> findings) {
    return writer.change(() -> new Repair(disk, catalog).run(findings));
  }

  /// New retention rules, from the next look on.
  public void retention(RetentionRules rules) {
    retention.rules(rules);
  }

  public WriteMetrics metrics() {
    return writer.metrics();
  }

  /// Ends all recordings, makes them durable, and closes.
  @Override
  public void close() {
    writer.stop();
    Thread running = thread;
    if (running == null) {
      writer.finish();
    } else {
      join(running);
    }
    catalog.close();
    lock.close();
  }

  DiskWriter writer() {
    return writer;
  }

  /// Forgets everything that is not on the disk, as a killed process does.
  void abandon() {
    writer.abandon();
    catalog.close();
    lock.close();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw Fault.of(
          Fault.Kind.DISK, "interrupted while the last footage was being written", "", e);
    }
  }

  private static <T> T await(CompletableFuture<T> change) {
    try {
      return change.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Fault fault ? fault : e;
    }
  }
}
