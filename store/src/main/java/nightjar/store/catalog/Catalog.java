package nightjar.store.catalog;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// The database of recordings: one connection that writes, owned by the disk's thread, and a few that read, for anybody.
///
/// Write-ahead logging lets readers go on while the writer commits; every commit is synced before it returns
/// (`synchronous=FULL`), because what we call durable must be, and a file may be deleted once its row says so.
/// Safe for any thread because only the disk's thread may use [#writer] and [#reopen], and [#read] has connections of its own.
public final class Catalog implements AutoCloseable {
  public static final String NAME = "catalog.db";

  private static final int READERS = 8;

  private final String url;
  private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore readers = new Semaphore(READERS);

  /// Null beside the process that writes, whose changes nobody tells us of.
  private final @Nullable Days days;

  private volatile Opened opened;

  /// What one opening made; `fresh` when there was no database before.
  private record Opened(int number, Sql sql, CatalogWriter writer, boolean fresh) {}

  /// A connection that reads, of the opening with this number.
  private record Reader(Sql sql, int opening) {}

  private Catalog(String url, Opened opened, @Nullable Days days) {
    this.url = url;
    this.days = days;
    this.opened = opened;
  }

  /// Opens or makes the database of the disk with this id. Throws CORRUPT when it cannot be trusted.
  public static Catalog open(String url, String disk, long nowMicros) {
    return new Catalog(url, connect(0, url, disk, nowMicros), new Days());
  }

  private static Opened connect(int number, String url, String disk, long nowMicros) {
    Sql sql = Sql.open(url);
    boolean good = false;
    try {
      sql.script(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;"
              + " PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16384");
      Schema.migrate(sql);
      boolean fresh =
          sql.update(
                  "INSERT INTO life (id, disk, alive) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
                  disk,
                  nowMicros)
              > 0;
      belongs(sql, url, disk);
      TouchedDays.watch(sql);
      good = true;
      return new Opened(number, sql, new CatalogWriter(sql), fresh);
    } finally {
      if (!good) {
        sql.close();
      }
    }
  }

  private static void belongs(Sql sql, String url, String disk) {
    String found = sql.first("SELECT disk FROM life", row -> row.getString(1));
    if (!disk.equals(found)) {
      throw corrupt(url, "it belongs to disk " + found);
    }
  }

  /// Opens it again after its disk was gone: connections of before would only say so for ever.
  public void reopen(String disk, long nowMicros) {
    disconnect();
    opened = connect(opened.number() + 1, url, disk, nowMicros);
    if (days != null) {
      days.clear();
    }
    closeIdle();
  }

  /// Opens the database beside the process that writes it: nothing can be changed through it.
  public static Catalog openToRead(String url, String disk) {
    Sql sql = Sql.openExisting(url);
    boolean good = false;
    try {
      sql.script("PRAGMA busy_timeout = 5000; PRAGMA query_only = ON");
      Schema.require(sql);
      belongs(sql, url, disk);
      good = true;
      return new Catalog(url, new Opened(0, sql, new CatalogWriter(sql), false), null);
    } finally {
      if (!good) {
        sql.close();
      }
    }
  }

  private static Fault corrupt(String url, String why) {
    return Fault.of(
        Fault.Kind.CORRUPT,
        url + " is not this disk's catalog: " + why,
        "Nothing recorded is lost: run 'store rebuild' to make the catalog anew from the files.");
  }

  /// Whether this opening made it: there was none, or it was moved aside.
  public boolean fresh() {
    return opened.fresh();
  }

  public CatalogWriter writer() {
    return opened.writer();
  }

  /// Runs `work` all or nothing on the writer's connection; durable when this returns.
  public <T extends @Nullable Object> T transaction(Supplier<T> work) {
    Opened now = opened;
    try {
      return now.sql()
          .transaction(() -> {
            T result = work.get();
            now.writer().beforeCommit();
            if (days != null) {
              days.changing(TouchedDays.take(now.sql()));
            }
            return result;
          });
    } finally {
      now.writer().afterTransaction();
      if (days != null) {
        days.changed();
      }
    }
  }

  /// Runs `query` on the database as it is now, whatever is committed meanwhile. Days that were asked for before, and that nothing
  /// changed since, are not read again.
  public <T extends @Nullable Object> T snapshot(Function<CatalogQueries, T> query) {
    Days.View known = known();
    return read(sql -> sql.snapshot(() -> query.apply(new CatalogQueries(sql, known))));
  }

  /// Runs `query` on a connection of its own; waits for one of the eight when all are busy.
  public <T extends @Nullable Object> T read(Function<Sql, T> query) {
    readers.acquireUninterruptibly();
    try {
      Reader reader = idle.pollFirst();
      if (reader == null) {
        reader = new Reader(Sql.openExisting(url), opened.number());
        reader
            .sql()
            .script(
                "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8192");
      }
      try {
        return query.apply(reader.sql());
      } finally {
        if (reader.opening() == opened.number()) {
          idle.addFirst(reader);
        } else {
          close(reader.sql());
        }
      }
    } finally {
      readers.release();
    }
  }

  /// Gives back the room, and the bytes, of rows that went, unless somebody is reading. Outside of a transaction.
  public void shrink() {
    try {
      opened.sql().script("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (Fault e) {
      if (e.kind() == Fault.Kind.CORRUPT) {
        throw e;
      }
    }
  }

  /// What is known of the days of a snapshot that is taken next.
  Days.@Nullable View known() {
    return days == null ? null : days.view();
  }

  private void closeIdle() {
    for (Reader reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
      close(reader.sql());
    }
  }

  /// Lets go of a database whose disk may be gone.
  private void disconnect() {
    closeIdle();
    close(opened.sql());
  }

  private static void close(Sql sql) {
    try {
      sql.close();
    } catch (Fault e) {
      // Nothing more is asked of it; a disk that is gone cannot even close well.
      return;
    }
  }

  @Override
  public void close() {
    closeIdle();
    opened.sql().close();
  }
}
