package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.portal.Portal;
import nightjar.portal.PortalConfig;
import nightjar.portal.db.OwnPostgres;
import nightjar.portal.db.PortalSchema;
import nightjar.portal.db.PostgresDatabase;

/// The review desk with 10,000 open requests in a real PostgreSQL, over HTTP as its page asks: counts and alarms, the next case, its two
/// pictures, and giving it back. And the authority's share of one code: approvals checked, code derived, sealed and written down.
/// Owned by the main thread.
final class DeskBench {
  private static final int REQUESTS = 10_000;
  private static final int ROUNDS = 400;
  private static final int WARM = 50;
  private static final double PAGE_MILLIS = 300;
  private static final double CODE_MILLIS = 50;
  private static final String PASSWORD = "a quiet lane of lamps";
  private static final Pattern TOKEN = Pattern.compile("\"link\":\"[^\"]*#token=([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"(R-[^\"]+)\"");

  private final Clock clock = new SystemClock();

  void run() {
    Path folder = temporary();
    var table = new Table("what", "times", "median ms", "p99 ms", "worst ms", "target ms", "");
    page(folder, table);
    new IssueBench(clock)
        .run(folder.resolve("issue"), ROUNDS)
        .forEach((what, nanos) -> row(table, what, nanos, CODE_MILLIS));
    table.print();
  }

  private void page(Path folder, Table table) {
    var random = new Random(1);
    try (OwnPostgres postgres = OwnPostgres.start(folder.resolve("postgres"), random);
        PostgresDatabase database =
            PostgresDatabase.open(postgres.address(), "portal", PortalSchema::migrate);
        Portal portal =
            Portal.start(
                PortalConfig.loopback(folder.resolve("portal"), folder.resolve("none.sock"))
                    .with(postgres.address()),
                clock,
                (_, _, _) -> {});
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      fill(database);
      var desk = new Desk(client, portal.deskAddress());
      desk.signIn(portal.setupToken().orElseThrow());
      List<Long> whole = new ArrayList<>();
      List<Long> next = new ArrayList<>();
      for (int i = 0; i < WARM + ROUNDS; i++) {
        long start = clock.nanos();
        desk.get("/counts");
        desk.get("/alarms");
        long asked = clock.nanos();
        String id = desk.next();
        long got = clock.nanos();
        desk.get("/cases/" + id + "/pictures/info");
        desk.get("/cases/" + id + "/pictures/sticker");
        long end = clock.nanos();
        desk.post("/cases/" + id + "/back", "{\"conflict\":false}");
        if (i >= WARM) {
          whole.add(end - start);
          next.add(got - asked);
        }
      }
      row(table, "the desk’s page: counts, alarms, case, two pictures", whole, PAGE_MILLIS);
      row(table, "of it, the case", next, PAGE_MILLIS);
    }
  }

  /// Requests as they wait for a reviewer. Only what the desk reads is in them; people and pictures stand for what a month brings.
  private void fill(PostgresDatabase database) {
    long now = clock.wallMicros();
    database.write(sql -> {
      sql.script(
          """
          SET LOCAL session_replication_role = replica;
          INSERT INTO person (id, name, name_key, full_name, role, grants, disabled, totp_step, totp_steady, made_us)
          SELECT 'c' || g, 'c' || g || '@bench.test', 'c' || g || '@bench.test', '', 'VIEWER', '{"grants":[]}', 0, 0, 0, 0
          FROM generate_series(1, 3000) g;
          INSERT INTO recorder (device_id, model, serial, signing_public, status, claimed_us, made_us)
          SELECT 'DEV-' || g, 'NJR-1', 'S' || g, '', 'GOOD', 0, 0 FROM generate_series(1, 5000) g;
          INSERT INTO request (id, customer, state, version, language, made_us, submitted_us, changed_us,
            asker, model, device_id, serial, date_typed, qr, proof, tier, purpose, day_offset, statement,
            ready_us, question, signals, reveals, expires_us)
          SELECT 'R-' || g, 'c' || (g % 3000 + 1), CASE WHEN g % 5 = 0 THEN 'APPROVED_1' ELSE 'IN_REVIEW' END,
            5, 'en', NOW_US, NOW_US, NOW_US, '', 'NJR-1', 'DEV-' || (g % 5000 + 1), 'S' || g, '2026-11-23', '', 'WEAK',
            'UNCLAIMED', 'QUARANTINE', 1, repeat('statement ', 60), 0, '', '', 0, NOW_US + 864000000000
          FROM generate_series(1, REQUESTS) g;
          INSERT INTO picture (request, kind, how, sealed, sha256, facts, made_us, d_hash, p_hash)
          SELECT 'R-' || g, k, 'FILE', 'x', md5(k || g), 'refused OTHER_KIND', NOW_US, hashint8extended(g, 1), hashint8extended(g, 2)
          FROM generate_series(1, REQUESTS) g, unnest(ARRAY['INFO', 'STICKER']) k;
          INSERT INTO decision (request, reviewer, name, verdict, reasons, note, assertion, at_us)
          SELECT 'R-' || g, 'r' || g % 40, 'n', 'APPROVE', 'all-match', '', '{}', NOW_US FROM generate_series(5, REQUESTS, 5) g
          """
              .replace("NOW_US", Long.toString(now))
              .replace("REQUESTS", Integer.toString(REQUESTS)));
      return true;
    });
    database.write(sql -> {
      sql.script("ANALYZE");
      return true;
    });
  }

  private static void row(Table table, String what, List<Long> nanos, double target) {
    double[] millis = nanos.stream().mapToDouble(n -> n / 1e6).sorted().toArray();
    double p99 = millis[(int) Math.ceil(millis.length * 0.99) - 1];
    table.row(
        what,
        millis.length,
        millis[millis.length / 2],
        p99,
        Arrays.stream(millis).max().orElse(0),
        target,
        p99 <= target ? "met" : "MISSED");
  }

  /// A reviewer's browser.
  private record Desk(HttpClient client, String address) {
    void signIn(String setup) {
      post(
          "/setup",
          "{\"token\":\"" + setup + "\",\"name\":\"desk\",\"password\":\"" + PASSWORD + "\"}");
      Matcher link = TOKEN.matcher(post("/people", "{\"name\":\"reviewer\"}"));
      if (!link.find()) {
        throw new IllegalStateException("no invitation");
      }
      post("/welcome", "{\"token\":\"" + link.group(1) + "\",\"password\":\"" + PASSWORD + "\"}");
    }

    String next() {
      Matcher id = ID.matcher(post("/next", "{}"));
      if (!id.find()) {
        throw new IllegalStateException("no case");
      }
      return id.group(1);
    }

    String get(String path) {
      return send(request(path).GET());
    }

    String post(String path, String json) {
      return send(
          request(path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
          .header("Origin", address);
    }

    private String send(HttpRequest.Builder request) {
      try {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400 && answer.statusCode() != 404) {
          throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("nightjar-desk");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
