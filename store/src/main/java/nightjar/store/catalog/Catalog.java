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
/// Safe for any thread to [#read]; only the disk's thread may use [#writer].
public final class Catalog implements AutoCloseable {
  public static final String NAME = "catalog.db";

  private static final int READERS = 8;

  private final String url;
  private final Sql sql;
  private final CatalogWriter writer;
  private final boolean fresh;
  private final ConcurrentLinkedDeque<Sql> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore readers = new Semaphore(READERS);

  private Catalog(String url, Sql sql, boolean fresh) {
    this.url = url;
    this.sql = sql;
    this.fresh = fresh;
    this.writer = new CatalogWriter(sql);
  }

  /// Opens or makes the database of the disk with this id. Throws CORRUPT when it cannot be trusted.
  public static Catalog open(String url, String disk, long nowMicros) {
    Sql sql = Sql.open(url);
    boolean good = false;
    try {
      sql.script(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;"
              + " PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16384");
      Schema.migrate(sql);
      boolean fresh = sql.number("SELECT count(*) FROM life") == 0;
      sql.update(
          "INSERT INTO life (id, disk, alive) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
          disk,
          nowMicros);
      String found = sql.first("SELECT disk FROM life", row -> row.getString(1));
      if (!disk.equals(found)) {
        throw corrupt(url, "it belongs to disk " + found);
      }
      good = true;
      return new Catalog(url, sql, fresh);
    } finally {
      if (!good) {
        sql.close();
      }
    }
  }

  /// Opens the database beside the process that writes it: nothing can be changed through it.
  public static Catalog openToRead(String url, String disk) {
    Sql sql = Sql.open(url);
    boolean good = false;
    try {
      sql.script("PRAGMA busy_timeout = 5000; PRAGMA query_only = ON");
      Schema.require(sql);
      String found = sql.first("SELECT disk FROM life", row -> row.getString(1));
      if (!disk.equals(found)) {
        throw corrupt(url, "it belongs to disk " + found);
      }
      good = true;
      return new Catalog(url, sql, false);
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
    return fresh;
  }

  public CatalogWriter writer() {
    return writer;
  }

  /// Runs `work` all or nothing on the writer's connection; durable when this returns.
  public <T extends @Nullable Object> T transaction(Supplier<T> work) {
    try {
      return sql.transaction(() -> {
        T result = work.get();
        writer.beforeCommit();
        return result;
      });
    } finally {
      writer.afterTransaction();
    }
  }

  /// Runs `query` on a connection of its own; waits for one of the eight when all are busy.
  public <T extends @Nullable Object> T read(Function<Sql, T> query) {
    readers.acquireUninterruptibly();
    try {
      Sql connection = idle.pollFirst();
      if (connection == null) {
        connection = Sql.open(url);
        connection.script(
            "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8192");
      }
      try {
        return query.apply(connection);
      } finally {
        idle.addFirst(connection);
      }
    } finally {
      readers.release();
    }
  }

  @Override
  public void close() {
    for (Sql reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
      reader.close();
    }
    sql.close();
  }
}
