package nightjar.accounts.db;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import org.jspecify.annotations.Nullable;

/// One SQLite file in write-ahead mode, readable by its owner only: one connection that writes, a few that read.
///
/// Every commit is synced before it returns (`synchronous=FULL`): a revoked session stays revoked after a power cut.
/// Safe for any thread because the writer is behind a lock and each reader is lent to one caller.
public final class SqliteDatabase implements Database {
  public static final String NAME = "accounts.db";

  private static final int READERS = 4;

  private final String url;
  private final Sql writer;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final ConcurrentLinkedDeque<Sql> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore readers = new Semaphore(READERS, true);

  private SqliteDatabase(String url, Sql writer) {
    this.url = url;
    this.writer = writer;
  }

  /// Opens `file` or makes it, and brings its tables up to date. Throws UNSUPPORTED for one that a newer program wrote.
  public static SqliteDatabase open(Path file) {
    new PrivateFile(file).makeIfAbsent();
    String url = "jdbc:sqlite:" + file;
    Sql writer = connect(url);
    boolean good = false;
    try {
      writer.script(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA"
              + " secure_delete = ON; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -2048");
      var database = new SqliteDatabase(url, writer);
      database.<@Nullable Void>write(sql -> {
        Schema.migrate(sql);
        return null;
      });
      good = true;
      return database;
    } finally {
      if (!good) {
        writer.close();
      }
    }
  }

  /// Opens `file` as it is, to change it beside the program that has it open too. Throws NOT_FOUND when there is none.
  public static SqliteDatabase openExisting(Path file) {
    require(file);
    String url = "jdbc:sqlite:" + file;
    Sql writer = connect(url);
    writer.script(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
            + " PRAGMA busy_timeout = 5000");
    var database = new SqliteDatabase(url, writer);
    boolean good = false;
    try {
      Schema.requireCurrent(writer);
      good = true;
      return database;
    } finally {
      if (!good) {
        database.close();
      }
    }
  }

  private static void require(Path file) {
    if (!Files.exists(file)) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND,
          "there is no " + file,
          "Name the data folder with --data. Where no recorder has ever run there is none yet:"
              + " start it once.");
    }
  }

  /// Opens `file` beside the program that writes it: nothing can be changed through it, and `write` fails. Throws NOT_FOUND when
  /// there is none.
  public static SqliteDatabase openToRead(Path file) {
    require(file);
    String url = "jdbc:sqlite:" + file;
    Sql reader = connect(url);
    reader.script("PRAGMA query_only = ON; PRAGMA busy_timeout = 5000");
    return new SqliteDatabase(url, reader);
  }

  private static Sql connect(String url) {
    try {
      return new Sql(DriverManager.getConnection(url));
    } catch (SQLException e) {
      throw Sql.fault("opening " + url, e);
    }
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Sql, T> work) {
    readers.acquireUninterruptibly();
    try {
      Sql connection = idle.pollFirst();
      if (connection == null) {
        connection = connect(url);
        connection.script(
            "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -1024");
      }
      try {
        return work.apply(connection);
      } finally {
        idle.addFirst(connection);
      }
    } finally {
      readers.release();
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Function<Sql, T> work) {
    writing.lock();
    try {
      writer.script("BEGIN IMMEDIATE");
      boolean done = false;
      try {
        T result = work.apply(writer);
        writer.script("COMMIT");
        done = true;
        return result;
      } finally {
        if (!done) {
          writer.rollback();
        }
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      for (Sql reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
        reader.close();
      }
      writer.close();
    } finally {
      writing.unlock();
    }
  }
}
