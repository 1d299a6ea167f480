package nightjar.portal.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import nightjar.accounts.db.Database;
import nightjar.accounts.db.Sql;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// One schema of a PostgreSQL database behind the seam of accounts.
///
/// Writers take an advisory lock for their transaction: the audit chain has one end, and two portals on one database must not both
/// add to it. A write is a few milliseconds. Safe for any thread because the pool is.
public final class PostgresDatabase implements Database {
  private static final int CONNECTIONS = 8;
  private static final long PATIENCE_MILLIS = 10_000;

  private final HikariDataSource pool;
  private final long lock;

  private PostgresDatabase(HikariDataSource pool, long lock) {
    this.pool = pool;
    this.lock = lock;
  }

  /// `schema` is made when there is none; `tables` brings it up to date, alone.
  public static PostgresDatabase open(
      PostgresAddress address, String schema, Function<Sql, @Nullable Void> tables) {
    var config = new HikariConfig();
    config.setPoolName(schema);
    config.setJdbcUrl(address.url());
    address.user().ifPresent(config::setUsername);
    address.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setConnectionInitSql("CREATE SCHEMA IF NOT EXISTS " + schema);
    config.setSchema(schema);
    try {
      var database =
          new PostgresDatabase(new HikariDataSource(config), 0x6e6a0000L + schema.hashCode());
      database.<@Nullable Void>write(tables);
      return database;
    } catch (RuntimeException e) {
      throw Fault.of(
          Fault.Kind.UNREACHABLE,
          "no database at " + address.url() + ": " + e.getMessage(),
          "Check the address, the user and the password.",
          e);
    }
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Sql, T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(true);
      return work.apply(new Sql(connection));
    } catch (SQLException e) {
      throw gone(e);
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Function<Sql, T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        var sql = new Sql(connection);
        sql.query("SELECT pg_advisory_xact_lock(?)", _ -> 0, lock);
        T result = work.apply(sql);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw gone(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static Fault gone(SQLException e) {
    return Fault.of(
        Fault.Kind.UNREACHABLE,
        "the portal’s database does not answer: " + e.getMessage(),
        "Start the database again. Nothing that was sent before is lost.",
        e);
  }
}
