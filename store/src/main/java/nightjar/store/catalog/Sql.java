package nightjar.store.catalog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One connection to the database, its statements kept prepared. Owned by one thread at a time.
public final class Sql implements AutoCloseable {
  /// Makes a value of the current row.
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// SQLITE_OPEN_READWRITE and SQLITE_OPEN_URI, without SQLITE_OPEN_CREATE.
  private static final String READ_WRITE_URI = "66";

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private Sql(Connection connection) {
    this.connection = connection;
  }

  static Sql open(String url) {
    return open(url, new Properties());
  }

  /// Opens a database that is there: on the bare folder of a mount that is gone, none is made.
  static Sql openExisting(String url) {
    Properties properties = new Properties();
    properties.setProperty("open_mode", READ_WRITE_URI);
    return open(url, properties);
  }

  private static Sql open(String url, Properties properties) {
    try {
      return new Sql(DriverManager.getConnection(url, properties));
    } catch (SQLException e) {
      throw SqlFaults.of("opening " + url, e);
    }
  }

  /// Statements separated by `;`, run once.
  void script(String text) {
    for (String statement : text.split(";", -1)) {
      if (!statement.isBlank()) {
        try (var once = connection.createStatement()) {
          once.execute(statement);
        } catch (SQLException e) {
          throw SqlFaults.of(statement.strip(), e);
        }
      }
    }
  }

  private void run(String sql) {
    try {
      bound(sql).execute();
    } catch (SQLException e) {
      throw SqlFaults.of(sql, e);
    }
  }

  public int update(String sql, @Nullable Object... arguments) {
    try {
      return bound(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw SqlFaults.of(sql, e);
    }
  }

  /// Inserts a row and returns its id.
  public long insert(String sql, @Nullable Object... arguments) {
    return number(sql + " RETURNING id", arguments);
  }

  public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = bound(sql, arguments).executeQuery()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    } catch (SQLException e) {
      throw SqlFaults.of(sql, e);
    }
    return rows;
  }

  public <T> @Nullable T first(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    try (ResultSet result = bound(sql, arguments).executeQuery()) {
      return result.next() ? reader.read(result) : null;
    } catch (SQLException e) {
      throw SqlFaults.of(sql, e);
    }
  }

  /// The first column of the first row; 0 when there is none or it is NULL.
  public long number(String sql, @Nullable Object... arguments) {
    Long value = first(sql, row -> row.getLong(1), arguments);
    return value == null ? 0 : value;
  }

  /// Runs `work` all or nothing; when this returns, it is on the disk.
  public <T extends @Nullable Object> T transaction(Supplier<T> work) {
    return between("BEGIN IMMEDIATE", work);
  }

  /// Runs `work`, which only reads, on the database as it is now, whatever is committed meanwhile.
  <T extends @Nullable Object> T snapshot(Supplier<T> work) {
    return between("BEGIN", work);
  }

  private <T extends @Nullable Object> T between(String begin, Supplier<T> work) {
    run(begin);
    boolean done = false;
    try {
      T result = work.get();
      run("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback();
      }
    }
  }

  /// SQLite itself rolls back on some errors (full, I/O); asking again is then an error of no interest.
  private void rollback() {
    try (var once = connection.createStatement()) {
      once.execute("ROLLBACK");
    } catch (SQLException e) {
      statements.clear();
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqlFaults.of("closing the catalog", e);
    }
  }
}
