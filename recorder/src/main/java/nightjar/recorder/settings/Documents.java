package nightjar.recorder.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import org.jspecify.annotations.Nullable;

/// Small JSON documents in one SQLite file, each with a kind, an id, an instant to be found by and a revision. Every change is
/// synced before it returns. A file of a newer program is refused. Safe for any thread because of its lock.
public final class Documents implements AutoCloseable {
  public static final String NAME = "settings.db";
  private static final int VERSION = 1;

  /// One document.
  ///
  /// @param secret sealed by the caller; absent for most
  /// @param revision counts this document's changes, from 1
  public record Document(
      String id, long atMicros, String body, Optional<String> secret, long revision) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong changes = new AtomicLong();
  private final Connection connection;
  private final Path file;

  private Documents(Connection connection, Path file) {
    this.connection = connection;
    this.file = file;
  }

  public static Documents open(Path file) {
    try {
      new PrivateFile(file).makeIfAbsent();
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      boolean good = false;
      try {
        var documents = new Documents(connection, file);
        documents.prepare();
        good = true;
        return documents;
      } finally {
        if (!good) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw broken(file, e);
    }
  }

  /// Opens `file` beside the program that writes it; nothing is made or changed. A [Fault] when there is none.
  public static Documents openToRead(Path file) {
    try {
      return new Documents(
          DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro"), file);
    } catch (SQLException e) {
      throw broken(file, e);
    }
  }

  private void prepare() throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String pragma :
          List.of(
              "journal_mode = WAL",
              "synchronous = FULL",
              "busy_timeout = 5000",
              "secure_delete = ON")) {
        statement.execute("PRAGMA " + pragma);
      }
      int version;
      try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
        version = row.next() ? row.getInt(1) : 0;
      }
      try (ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
        String found = row.next() ? row.getString(1) : "nothing";
        if (!found.equals("ok")) {
          throw Fault.of(
              Fault.Kind.CORRUPT, "the settings in " + file + " are damaged: " + found, "");
        }
      }
      if (version > VERSION) {
        throw Fault.of(
            Fault.Kind.UNSUPPORTED,
            file + " was written by a newer Nightjar (" + version + ")",
            "Start the newer program, or put back the file from before it was installed.");
      }
      statement.execute(
          "CREATE TABLE IF NOT EXISTS document (kind TEXT NOT NULL, id TEXT NOT NULL, at_us INTEGER NOT NULL,"
              + " body TEXT NOT NULL, secret TEXT, revision INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID");
      statement.execute("CREATE INDEX IF NOT EXISTS document_at ON document (kind, at_us)");
      statement.execute("PRAGMA user_version = " + VERSION);
    }
  }

  public Optional<Document> find(String kind, String id) {
    return rows("WHERE kind = ? AND id = ?", kind, id).stream().findFirst();
  }

  /// All of a kind, oldest instant first.
  public List<Document> all(String kind) {
    return rows("WHERE kind = ? ORDER BY at_us, id", kind);
  }

  /// Those whose instant is in the span, oldest first.
  public List<Document> between(String kind, long fromMicros, long toMicros) {
    return rows(
        "WHERE kind = ? AND at_us >= ? AND at_us < ? ORDER BY at_us, id",
        kind,
        fromMicros,
        toMicros);
  }

  /// Keeps a document, new or changed; an absent secret leaves the one there is. Returns it as it is kept.
  public Document put(String kind, String id, long atMicros, String body, Optional<String> secret) {
    change(
        "INSERT INTO document (kind, id, at_us, body, secret, revision) VALUES (?, ?, ?, ?, ?, 1)"
            + " ON CONFLICT (kind, id) DO UPDATE SET at_us = excluded.at_us, body = excluded.body,"
            + " secret = coalesce(excluded.secret, secret), revision = revision + 1",
        kind,
        id,
        atMicros,
        body,
        secret.orElse(null));
    return find(kind, id).orElseThrow();
  }

  /// What `work` changes is kept all together, or not at all when it throws.
  void together(Runnable work) {
    lock.lock();
    try {
      connection.setAutoCommit(false);
      try {
        work.run();
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw broken(file, e);
    } finally {
      lock.unlock();
    }
  }

  /// False when there was none.
  public boolean remove(String kind, String id) {
    return change("DELETE FROM document WHERE kind = ? AND id = ?", kind, id) > 0;
  }

  /// How often something was changed since it was opened.
  long changes() {
    return changes.get();
  }

  /// Puts a whole copy at `target`, which holds either what it held before or all of the new.
  void copyTo(Path target) {
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    lock.lock();
    try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
      Files.deleteIfExists(fresh);
      new PrivateFile(fresh).makeIfAbsent();
      statement.setString(1, fresh.toString());
      statement.executeUpdate();
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | SQLException e) {
      throw broken(file, e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw broken(file, e);
    } finally {
      lock.unlock();
    }
  }

  private List<Document> rows(String where, Object... arguments) {
    lock.lock();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id, at_us, body, secret, revision FROM document " + where)) {
      bind(statement, arguments);
      List<Document> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Document(
                  row.getString(1),
                  row.getLong(2),
                  row.getString(3),
                  Optional.ofNullable(row.getString(4)),
                  row.getLong(5)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw broken(file, e);
    } finally {
      lock.unlock();
    }
  }

  private int change(String sql, @Nullable Object... arguments) {
    lock.lock();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      changes.incrementAndGet();
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw broken(file, e);
    } finally {
      lock.unlock();
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  private static Fault broken(Path file, Exception e) {
    // SQLite's primary result codes 11 and 26: malformed, and not a database at all.
    int code = e instanceof SQLException sql ? sql.getErrorCode() & 0xff : 0;
    return Fault.of(
        code == 11 || code == 26 ? Fault.Kind.CORRUPT : Fault.Kind.DISK,
        "the settings in " + file + " cannot be used: " + e.getMessage(),
        "Look at the disk, or put the file back from a copy. Footage is not affected.",
        e);
  }
}
