package nightjar.portal.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;

/// A real PostgreSQL that the portal starts and stops itself, its data in a folder, on a free port of loopback: nothing to install.
///
/// The starter's own readiness check needs no password, so the server begins with trust and is closed as soon as it answers: a new
/// password at every start, and no way in but with it. Safe for any thread because it only starts and stops.
public final class OwnPostgres implements AutoCloseable {
  private static final String HOST_RULES = "pg_hba.conf";
  private static final String OPEN =
      "host all all 127.0.0.1/32 trust\nhost all all ::1/128 trust\n";
  private static final String CLOSED =
      "host all postgres 127.0.0.1/32 scram-sha-256\nhost all postgres ::1/128 scram-sha-256\n";

  private final EmbeddedPostgres server;
  private final String password;

  private OwnPostgres(EmbeddedPostgres server, String password) {
    this.server = server;
    this.password = password;
  }

  public static OwnPostgres start(Path folder, RandomGenerator random) {
    byte[] secret = new byte[24];
    random.nextBytes(secret);
    String password = HexFormat.of().formatHex(secret);
    try {
      Path rules = folder.resolve(HOST_RULES);
      if (Files.exists(rules)) {
        Files.writeString(rules, OPEN);
      }
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER ROLE postgres PASSWORD '" + password + "'");
        Files.writeString(rules, CLOSED);
        statement.execute("SELECT pg_reload_conf()");
      }
      return new OwnPostgres(server, password);
    } catch (IOException | SQLException | IllegalStateException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          "the portal’s own PostgreSQL does not start in " + folder + ": " + e.getMessage(),
          "Look at the log, or name a PostgreSQL of yours.",
          e);
    }
  }

  public PostgresAddress address() {
    return new PostgresAddress(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
        Optional.of("postgres"),
        Optional.of(password));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK, "the portal’s own PostgreSQL does not stop: " + e.getMessage(), "", e);
    }
  }
}
