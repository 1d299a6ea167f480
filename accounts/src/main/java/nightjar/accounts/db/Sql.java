package nightjar.accounts.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// One JDBC connection, its statements kept prepared. Owned by one thread at a time.
public final class Sql implements AutoCloseable {
  /// Makes a value of the current row.
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  public Sql(Connection connection) {
    this.connection = connection;
  }

  /// Statements separated by `;`, run once.
  public void script(String text) {
    for (String statement : text.split(";", -1)) {
      if (!statement.isBlank()) {
        try (var once = connection.createStatement()) {
          once.execute(statement);
        } catch (SQLException e) {
          throw fault(statement.strip(), e);
        }
      }
    }
  }

  /// The number of rows that changed.
  public int update(String sql, @Nullable Object... arguments) {
    try {
      return bound(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      throw fault(sql, e);
    }
  }

  public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = bound(sql, arguments).executeQuery()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    } catch (SQLException e) {
      throw fault(sql, e);
    }
    return rows;
  }

  public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    try (ResultSet result = bound(sql, arguments).executeQuery()) {
      return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
    } catch (SQLException e) {
      throw fault(sql, e);
    }
  }

  /// The first column of the first row; 0 when there is none or it is NULL.
  public long number(String sql, @Nullable Object... arguments) {
    return first(sql, row -> row.getLong(1), arguments).orElse(0L);
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

  /// SQLite itself rolls back on some errors (full, I/O); asking again is then an error of no interest.
  void rollback() {
    try (var once = connection.createStatement()) {
      once.execute("ROLLBACK");
    } catch (SQLException e) {
      statements.clear();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw fault("closing", e);
    }
  }

  static Fault fault(String doing, SQLException e) {
    String said = "accounts: " + doing.lines().findFirst().orElse("") + ": " + e.getMessage();
    // SQLite's primary result codes: https://sqlite.org/rescode.html
    return switch (e.getErrorCode() & 0xff) {
      case 11, 26 ->
          Fault.of(
              Fault.Kind.CORRUPT,
              said,
              "Put back accounts.db from a copy. Footage is not affected.",
              e);
      case 13 ->
          Fault.of(Fault.Kind.EXHAUSTED, said, "The disk is full: make room on the boot disk.", e);
      case 5, 6 ->
          Fault.of(Fault.Kind.BUSY, said, "Close the other program that has accounts.db open.", e);
      default ->
          Fault.of(Fault.Kind.DISK, said, "Look at the system log for errors of this disk.", e);
    };
  }
}
