package nightjar.portal.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.Caller;
import nightjar.accounts.Client;
import nightjar.accounts.SetupOutcome;
import nightjar.accounts.SignInOutcome;
import nightjar.accounts.SiteFacts;
import nightjar.accounts.db.Database;
import nightjar.accounts.db.Sql;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Role;
import nightjar.accounts.rights.Subject;
import nightjar.accounts.secret.Vault;
import nightjar.base.time.FakeClock;
import nightjar.pictures.Pictures;
import nightjar.portal.db.OwnPostgres;
import nightjar.portal.db.PortalSchema;
import nightjar.portal.db.PostgresAddress;
import nightjar.portal.db.PostgresDatabase;
import nightjar.portal.mail.Outbox;
import nightjar.recovery.authority.AuthorityClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a stranger could measure: not times, which no test can, but every statement that a real PostgreSQL is asked while they wait.
class SameStepsTest {
  private final List<String> asked = new ArrayList<>();
  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T10:00:00Z"));

  /// A recorder that somebody else claimed, one that nobody did, and one that does not exist: the same steps, in the same order.
  @Test
  void acceptance19_askingForAKnownAndAnUnknownRecorderTakesTheSameSteps(@TempDir Path folder) {
    try (OwnPostgres postgres = OwnPostgres.start(folder.resolve("postgres"), new Random(1));
        PostgresDatabase tables =
            PostgresDatabase.open(postgres.address(), "portal", PortalSchema::migrate);
        Database database = counting(postgres.address());
        Accounts accounts =
            Accounts.open(
                database,
                folder,
                AccountsConfig.of(() -> new SiteFacts(ZoneOffset.UTC, List.of())),
                clock,
                new Random(2));
        Pictures pictures = Pictures.open(folder.resolve("pictures"), (_, _, _) -> {})) {
      for (String id : List.of("owner", "stranger")) {
        tables.write(sql ->
            sql.update(
                "INSERT INTO person (id, name, name_key, full_name, role, grants, disabled, totp_step,"
                    + " totp_steady, made_us) VALUES (?, ?, ?, '', 'VIEWER', '', 0, 0, 0, 0)",
                id,
                id + "@steps.test",
                id + "@steps.test"));
      }
      recorder(tables, "DEV-CLAIMED", "owner");
      recorder(tables, "DEV-FREE", null);
      var ground =
          new Ground(
              accounts,
              database,
              Vault.open(folder.resolve(Vault.NAME), new Random(3)),
              new AuthorityClient(folder.resolve("none")),
              clock,
              new Random(4),
              (_, _, _) -> {},
              Duration.ofDays(7),
              () -> "http://portal.test");
      var requests = new Requests(ground);
      var devices = new Devices(ground);
      var outbox = new Outbox(database, ground.vault(), clock, ground.log());
      var notices = new Notices(ground, requests, devices, outbox, new Phones(ground, outbox));
      var shelf = new PictureShelf(ground, pictures);
      var progress = new Progress(ground, requests, devices, notices, shelf);
      var asking = new Asking(ground, requests, devices, notices, progress);
      steps(asking, "DEV-FIRST-OF-ALL");
      List<String> unknown = steps(asking, "DEV-NOBODY-KNOWS");
      assertThat(unknown).hasSizeGreaterThan(10);
      assertThat(steps(asking, "DEV-CLAIMED")).isEqualTo(unknown);
      assertThat(steps(asking, "DEV-FREE")).isEqualTo(unknown);
      assertThat(tables.<Long>read(sql -> sql.number("SELECT count(*) FROM letter"))).isZero();
      progress.round();
      assertThat(tables.<Long>read(sql -> sql.number("SELECT count(*) FROM letter")))
          .as("the owner hears all the same, later")
          .isPositive();
    }
  }

  /// The name of somebody who has a password, and one that nobody has: a wrong password, and a link for a new one.
  @Test
  void acceptance19_aKnownAndAnUnknownAddressTakeTheSameSteps(@TempDir Path folder) {
    try (OwnPostgres postgres = OwnPostgres.start(folder.resolve("postgres"), new Random(1));
        PostgresDatabase tables =
            PostgresDatabase.open(postgres.address(), "portal", PortalSchema::migrate);
        Database database = counting(postgres.address());
        Accounts accounts =
            Accounts.open(
                database,
                folder,
                AccountsConfig.of(() -> new SiteFacts(ZoneOffset.UTC, List.of())),
                clock,
                new Random(2))) {
      String known = "known@steps.test";
      var home = new Client(InetAddress.ofLiteral("192.0.2.1"), "", "");
      String token = accounts.signUp().offer(known, home).orElseThrow().token();
      assertThat(accounts.links().use(token, Password.of("a quiet lane of lamps"), home))
          .isInstanceOf(SetupOutcome.Done.class);
      knock(accounts, "first@steps.test", "198.51.100.1");
      List<String> unknown = knock(accounts, "nobody@steps.test", "203.0.113.1");
      assertThat(unknown).hasSizeGreaterThan(10);
      assertThat(knock(accounts, known, "233.252.0.1")).isEqualTo(unknown);
      assertThat(tables.<Long>read(sql -> sql.number("SELECT count(*) FROM person"))).isEqualTo(3);
    }
  }

  private List<String> knock(Accounts accounts, String name, String from) {
    asked.clear();
    var stranger = new Client(InetAddress.ofLiteral(from), "", "");
    assertThat(accounts.signIn().password(name, Password.of("not this one"), false, stranger))
        .isInstanceOf(SignInOutcome.Wrong.class);
    assertThat(accounts.signUp().offer(name, stranger)).isPresent();
    return List.copyOf(asked);
  }

  /// Handing in, and taking back.
  private List<String> steps(Asking asking, String deviceId) {
    asked.clear();
    var subject =
        new Subject(
            "stranger",
            "stranger@steps.test",
            Role.VIEWER,
            List.of(),
            null,
            null,
            "",
            ZoneOffset.UTC);
    var caller = new Caller(subject, Caller.Via.SESSION, "s", true, "127.0.0.1");
    var form =
        new Form(
            new Form.Asker("A", "B", "+1 514 555 0100"), "NJR-1", deviceId, "S", "2026-11-22", "");
    RecoveryRequest draft = asking.draft(caller, "en", form).orElseThrow();
    asking.cancel(caller, asking.submit(caller, draft));
    return List.copyOf(asked);
  }

  private static void recorder(Database tables, String id, @Nullable String owner) {
    tables.write(sql ->
        sql.update(
            "INSERT INTO recorder (device_id, model, serial, signing_public, status, owner, claimed_us,"
                + " made_us) VALUES (?, 'NJR-1', 'S', '', 'GOOD', ?, 0, 0)",
            id,
            owner));
  }

  /// The same schema by one connection that notes each statement as it is run.
  private Database counting(PostgresAddress address) {
    return new Database() {
      @Override
      public <T extends @Nullable Object> T read(Function<Sql, T> work) {
        return write(work);
      }

      @Override
      public <T extends @Nullable Object> T write(Function<Sql, T> work) {
        try (Connection connection =
            DriverManager.getConnection(
                address.url() + "?currentSchema=portal",
                address.user().orElseThrow(),
                address.password().orElseThrow())) {
          connection.setAutoCommit(false);
          T done = work.apply(new Sql(noting(connection)));
          connection.commit();
          return done;
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void close() {}
    };
  }

  private Connection noting(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (name, arguments, result) ->
            name.equals("prepareStatement")
                ? proxy(
                    PreparedStatement.class,
                    result,
                    (call, _, answer) -> {
                      if (call.startsWith("execute")) {
                        asked.add((String) arguments[0]);
                      }
                      return answer;
                    })
                : result);
  }

  private interface After {
    Object done(String name, Object[] arguments, Object result);
  }

  private static <T> T proxy(Class<T> type, Object real, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return after.done(method.getName(), arguments, method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
