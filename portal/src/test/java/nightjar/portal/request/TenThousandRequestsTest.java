package nightjar.portal.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.accounts.db.Sql;
import nightjar.portal.db.OwnPostgres;
import nightjar.portal.db.PortalSchema;
import nightjar.portal.db.PostgresDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What PostgreSQL does for the desk and the rounds when 10,000 requests are open: rows read, not time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenThousandRequestsTest {
  private static final int FEW = 1_000;
  private static final Pattern ROWS = Pattern.compile(" rows=([0-9.]+) loops=(\\d+)");
  private static final Pattern REMOVED = Pattern.compile("Rows Removed by [A-Za-z ]+: (\\d+)");

  private OwnPostgres postgres;
  private PostgresDatabase database;

  @BeforeAll
  void fill(@TempDir Path folder) {
    postgres = OwnPostgres.start(folder.resolve("postgres"), new Random(1));
    database = PostgresDatabase.open(postgres.address(), "portal", PortalSchema::migrate);
    database.write(sql -> {
      // No person stands behind these rows.
      sql.script(
          """
          SET LOCAL session_replication_role = replica;
          INSERT INTO request (id, customer, state, version, language, made_us, submitted_us, changed_us,
            asker, model, device_id, serial, date_typed, qr, proof, tier, purpose, day_offset, statement,
            ready_us, question, signals, reveals, expires_us)
          SELECT 'R-' || g, 'c' || g % 3000,
            CASE WHEN g % 10 = 0 THEN 'COOLING_OFF' WHEN g % 10 = 1 THEN 'APPROVED_1' ELSE 'IN_REVIEW' END,
            5, 'en', g, g, g, '', 'NJR-1', 'DEV-' || g % 5000, 'S' || g, '', '', 'WEAK', 'UNCLAIMED',
            'QUARANTINE', 1, '', 1000000 + g, '', '', 0, 1000000 + g
          FROM generate_series(1, 10000) g;
          INSERT INTO picture (request, kind, how, sealed, sha256, facts, made_us, d_hash, p_hash)
          SELECT 'R-' || g, k, 'FILE', 'x', md5(k || g), 'y', g, hashint8extended(g, 1),
            hashint8extended(g, 2)
          FROM generate_series(1, 10000) g, unnest(ARRAY['INFO', 'STICKER']) k;
          INSERT INTO assignment (request, reviewer, until_us)
          SELECT 'R-' || g, 'r' || g, 1000 FROM generate_series(1, 40) g
          """);
      return true;
    });
    database.write(sql -> {
      sql.script("ANALYZE");
      return true;
    });
  }

  @AfterAll
  void close() {
    database.close();
    postgres.close();
  }

  @Test
  void theNextCaseIsFoundWithoutReadingTheOthers() {
    Object[] who = {500L, "me", "me", "me", "me", 0.4};
    assertThat(read(Review.WINDOW_FROM, who)).isBetween(20L, (long) FEW);
    assertThat(read(Review.MINE, "r7", 500L)).isLessThan(FEW);
  }

  @ParameterizedTest
  @ValueSource(strings = {Requests.COOLED, Requests.ENDED})
  void aRoundReadsWhatIsDueAlone(String due) {
    assertThat(read(Requests.select(due), 1_000_020L)).isBetween(1L, (long) FEW);
    assertThat(read(Requests.select(due), 5L)).isLessThan(FEW);
  }

  @Test
  void uploadsThatWaitAreFoundWithoutReadingTheOthers() {
    assertThat(
            read(
                "SELECT request FROM picture WHERE facts = '' AND sealed <> '' AND tried_us < ?",
                5L))
        .isLessThan(FEW);
  }

  /// Rows that any step of the plan made or threw away.
  private long read(String query, Object... arguments) {
    List<String> plan =
        database.read((Sql sql) ->
            sql.query("EXPLAIN (ANALYZE) " + query, row -> row.getString(1), arguments));
    long rows = 0;
    for (String line : plan) {
      Matcher made = ROWS.matcher(line);
      if (made.find()) {
        rows += Math.round(Double.parseDouble(made.group(1)) * Long.parseLong(made.group(2)));
      }
      Matcher removed = REMOVED.matcher(line);
      if (removed.find()) {
        rows += Long.parseLong(removed.group(1));
      }
    }
    assertThat(plan).as("it was run").anyMatch(line -> line.contains("Execution Time"));
    if (rows >= FEW) {
      System.out.println(String.join("\n", plan));
    }
    return rows;
  }
}
