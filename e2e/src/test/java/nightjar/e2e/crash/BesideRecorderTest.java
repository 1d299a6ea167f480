package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.SiteFacts;
import nightjar.accounts.factor.Totp;
import nightjar.base.http.ServerKeys;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.e2e.agreement.Tape;
import nightjar.e2e.badinput.CommandLine;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `user`, `audit`, `doctor`, `log`, `share`, `store lift`, `backup` and `restore` beside a recorder that runs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class BesideRecorderTest {
  private static final String PASSWORD = "tall maple, nine rivers";

  private final Clock clock = new SystemClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Simulator simulator =
      Simulator.start(SimulatorConfig.of(camera()), clock, new SecureRandom());
  private Path data = Path.of("");
  private Optional<LocalRecorder> recorder = Optional.empty();
  private String base = "";

  private static List<SimulatedCamera> camera() {
    var stream =
        new SimulatedStream.Synthetic(Video.H264, 320, 208, 10, 80_000, 10, AudioKind.NONE);
    return List.of(new SimulatedCamera(1, stream, Optional.empty(), new Access.Open(), List.of()));
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = Files.createDirectory(folder.resolve("data"));
    Store.init(new LocalDisk(data), new SecureRandom());
    var started = new LocalRecorder(data, clock, simulator.url(1, StreamName.MAIN));
    recorder = Optional.of(started);
    base = started.address();
    String made =
        post(
            "/api/v1/setup",
            "{\"token\":\""
                + started.setupToken()
                + "\",\"name\":\"owner\",\"password\":\""
                + PASSWORD
                + "\"}",
            "");
    assertThat(made).contains("administrator");
    started.awaitFootage("file-camera");
    assertThat(
            Tape.wait(
                java.time.Duration.ofSeconds(60),
                () -> Files.exists(data.resolve(".nightjar/run/console.sock"))))
        .isTrue();
  }

  private void restart() throws Exception {
    recorder.ifPresent(LocalRecorder::close);
    var started = new LocalRecorder(data, clock, simulator.url(1, StreamName.MAIN));
    recorder = Optional.of(started);
    base = started.address();
  }

  @AfterAll
  void end() {
    recorder.ifPresent(LocalRecorder::close);
    simulator.close();
    http.close();
  }

  private static CommandLine.Outcome nightjar(String... arguments) {
    return CommandLine.run(arguments);
  }

  private HttpResponse<String> send(String path, String json, String cookie) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Sec-Fetch-Site", "same-origin");
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    if (!json.isEmpty()) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(json));
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String post(String path, String json, String cookie) throws Exception {
    return send(path, json, cookie).body();
  }

  private static String token(CommandLine.Outcome said) {
    return said.out().replaceAll("(?s).*invitation#token=(\\S+).*", "$1");
  }

  private String data() {
    return data.toString();
  }

  @Test
  void aPersonIsMadeUsesTheLinkAndIsDisabledWhileTheRecorderRuns() throws Exception {
    CommandLine.Outcome added =
        nightjar("user", "add", "guard", "--role", "operator", "--camera", "*", "--data", data());
    assertThat(added.code()).as(added.errors()).isZero();
    HttpResponse<String> used =
        send(
            "/api/v1/invitation",
            "{\"token\":\"" + token(added) + "\",\"password\":\"" + PASSWORD + " and lanes\"}",
            "");
    assertThat(used.body()).contains("\"role\":\"operator\"").contains("file-camera");
    String cookie = used.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    assertThat(send("/api/v1/me", "", cookie).statusCode()).isEqualTo(200);

    assertThat(nightjar("user", "list", "--data", data()).out())
        .contains("owner: administrator")
        .contains("guard: operator");
    assertThat(nightjar("user", "disable", "guard", "--data", data()).code()).isZero();
    assertThat(send("/api/v1/me", "", cookie).statusCode()).isEqualTo(401);

    assertThat(nightjar("user", "enable", "guard", "--data", data()).code()).isZero();
    CommandLine.Outcome reset = nightjar("user", "reset", "guard", "--data", data());
    assertThat(post("/api/v1/invitation/look", "{\"token\":\"" + token(reset) + "\"}", ""))
        .contains("\"reset\":true");
    assertThat(nightjar("audit", "verify", "--data", data()).code()).isZero();
  }

  @Test
  void theLastAdministratorAndANameThatIsTakenAreRefusedWithWords() {
    assertThat(nightjar("user", "disable", "owner", "--data", data()).errors())
        .contains("the last administrator");
    assertThat(nightjar("user", "add", "owner", "--data", data()).errors()).contains("is taken");
    assertThat(nightjar("user", "reset", "nobody", "--data", data()).errors())
        .contains("nobody is called nobody");
    assertThat(nightjar("user", "add", "x", "--role", "king", "--data", data()).code())
        .isEqualTo(2);
  }

  @Test
  void anEditedAuditLogIsFound() throws Exception {
    Path copy = Files.createDirectories(data.resolveSibling("copy/.nightjar"));
    for (String name : List.of("accounts.db", "secret.key", "audit.head")) {
      Files.copy(data.resolve(".nightjar").resolve(name), copy.resolve(name));
    }
    Path wal = data.resolve(".nightjar/accounts.db-wal");
    if (Files.exists(wal)) {
      Files.copy(wal, copy.resolve("accounts.db-wal"));
    }
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("accounts.db"));
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE audit SET who = 'else' WHERE seq = 1")).isOne();
    }
    CommandLine.Outcome said =
        nightjar("audit", "verify", "--data", data.resolveSibling("copy").toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.errors()).contains("from entry 1 on: an entry was changed");
  }

  @Test
  void theDoctorFindsARunningRecorderFit() {
    CommandLine.Outcome said = nightjar("doctor", "--data", data(), "--config", data() + ".toml");
    assertThat(said.code()).as(said.out()).isZero();
    assertThat(said.out())
        .contains("good     the recorder runs")
        .contains("good     camera file-camera answers at")
        .contains("good     the audit log is whole")
        .contains("the disk syncs half a megabyte");
  }

  @Test
  void theDoctorNamesAnOpenSecretAndADeadCamera() throws Exception {
    Path other = Files.createDirectories(data.resolveSibling("other"));
    Store.init(new LocalDisk(other), new SecureRandom());
    Path own = Files.createDirectories(other.resolve(".nightjar"));
    Files.writeString(own.resolve("secret.key"), "x");
    Files.setPosixFilePermissions(
        own.resolve("secret.key"), PosixFilePermissions.fromString("rw-r--r--"));
    Path config =
        Files.writeString(
            data.resolveSibling("other.toml"),
            """
            [web]
            http = "off"
            https = "off"
            [[camera]]
            id = "dead"
            url = "rtsp://127.0.0.1:1/"
            """);
    CommandLine.Outcome said =
        nightjar("doctor", "--data", other.toString(), "--config", config.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("BAD      others may read")
        .contains("chmod go=")
        .contains("BAD      camera dead does not answer at 127.0.0.1:1");
    CommandLine.Outcome json =
        nightjar("doctor", "--data", other.toString(), "--config", config.toString(), "--json");
    assertThat(json.out()).contains("\"grade\" : \"FAILURE\"").contains("\"advice\"");
  }

  @Test
  void theLogTellsWhatTheRunningRecorderSaid() {
    CommandLine.Outcome all = nightjar("log", "--data", data(), "--last", "1000");
    assertThat(all.code()).as(all.errors()).isZero();
    assertThat(all.out()).contains("file-camera");
    CommandLine.Outcome some = nightjar("log", "--data", data(), "--camera", "nobody", "--json");
    assertThat(some.code()).isZero();
    assertThat(some.out()).isBlank();
    nightjar("log", "--data", data() + "-else").assertFailed(1, "there is no log");
    assertThat(nightjar("log", "--data", data(), "--level", "loud").code()).isEqualTo(2);
  }

  private String cookie() throws Exception {
    HttpResponse<String> in =
        send("/api/v1/session", "{\"name\":\"owner\",\"password\":\"" + PASSWORD + "\"}", "");
    return in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private CommandLine.Outcome share(Path token, String... arguments) {
    return share(base, token, arguments);
  }

  private CommandLine.Outcome share(String recorder, Path token, String... arguments) {
    List<String> all = new ArrayList<>(List.of("share", arguments[0], "--recorder", recorder));
    all.addAll(List.of("--token-file", token.toString()));
    all.addAll(List.of(arguments).subList(1, arguments.length));
    return nightjar(all.toArray(String[]::new));
  }

  private int open(String link, String more) throws Exception {
    String token = link.replaceAll("(?s).*#token=(\\S+).*", "$1");
    return send("/api/v1/share/open", "{\"token\":\"" + token + "\"" + more + "}", "").statusCode();
  }

  private Path secret(String name, String text) throws Exception {
    Path file = Files.writeString(data.resolveSibling(name), text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private Path apiToken(String name) throws Exception {
    String made = post("/api/v1/me/tokens", "{\"name\":\"" + name + "\"}", cookie());
    return secret(name, made.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1"));
  }

  @Test
  void overHttpsAShareLinkIsMadeListedAndEndedUnderTheRecordersOwnCertificateAlone()
      throws Exception {
    Path token = apiToken("https-token");
    Path own = data.resolve(".nightjar/https.pem");
    String secure = recorder.orElseThrow().secureAddress();
    String[] trust = {"--certificate", own.toString()};
    CommandLine.Outcome made =
        share(
            secure,
            token,
            "make",
            "--camera",
            "file-camera",
            "--from",
            "-2s",
            "--to",
            "-0s",
            "--json",
            trust[0],
            trust[1]);
    assertThat(made.code()).as(made.errors()).isZero();
    String id = made.out().replaceAll("(?s).*\"id\" : \"([^\"]+)\".*", "$1");
    assertThat(made.out()).contains("\"link\" : \"" + secure + "/s#token=njh_");
    assertThat(share(secure, token, "list", "--json", trust[0], trust[1]).out()).contains(id);

    share(secure, token, "list").assertFailed(1, "a certificate that is not trusted");
    Path another = data.resolveSibling("another.pem");
    assertThat(ServerKeys.own(another, clock, new SecureRandom()).isTrusted()).isFalse();
    share(secure, token, "list", trust[0], another.toString())
        .assertFailed(1, "a certificate that is not trusted");
    share(secure, token, "list", trust[0], token.toString())
        .assertFailed(2, "no certificate in it");

    CommandLine.Outcome ended = share(secure, token, "end", "--id", id, trust[0], trust[1]);
    assertThat(ended.code()).as(ended.errors()).isZero();
    assertThat(share(secure, token, "list", "--json", trust[0], trust[1]).out()).doesNotContain(id);
  }

  @Test
  void aShareLinkIsMadeListedOpenedAsOftenAsSaidAndEnded() throws Exception {
    Path token = apiToken("token");
    Path password = secret("share-password", "grey heron at noon");
    String[] form = {
      "make",
      "--camera",
      "file-camera",
      "--from",
      "-2s",
      "--to",
      "-0s",
      "--for",
      "90m",
      "--openings",
      "2",
      "--label",
      "For the police",
      "--password-file",
      password.toString()
    };
    CommandLine.Outcome link = share(token, form);
    assertThat(link.code()).as(link.errors()).isZero();
    assertThat(link.out()).startsWith(base + "/s#token=njh_");

    assertThat(open(link.out(), "")).isEqualTo(403);
    String right = ",\"password\":\"grey heron at noon\"";
    assertThat(open(link.out(), right)).isEqualTo(200);
    assertThat(share(token, "list").out())
        .contains("For the police", "opened 1 times of 2", "asks for a password")
        .doesNotContain("ENDED");
    assertThat(open(link.out(), right)).isEqualTo(200);
    assertThat(open(link.out(), right)).as("a third time").isEqualTo(410);
    assertThat(share(token, "list").out()).contains("opened 2 times of 2", "ENDED");

    CommandLine.Outcome second =
        share(token, "make", "--camera", "file-camera", "--from", "-2s", "--to", "-0s", "--json");
    assertThat(second.code()).as(second.errors()).isZero();
    String id = second.out().replaceAll("(?s).*\"id\" : \"([^\"]+)\".*", "$1");
    String address = second.out().replaceAll("(?s).*\"link\" : \"([^\"]+)\".*", "$1");
    assertThat(open(address, "")).isEqualTo(200);
    CommandLine.Outcome ended = share(token, "end", "--id", id);
    assertThat(ended.code()).as(ended.errors()).isZero();
    assertThat(open(address, "")).isEqualTo(410);
    assertThat(share(token, "list", "--json").out()).doesNotContain(id);
    CommandLine.Outcome again = share(token, "end", "--id", id);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.errors()).contains("not found: the recorder says: This link does not exist");
  }

  @Test
  void aShareLinkIsRefusedWithWordsToWhoMayNotAndWhereNobodyAnswers() throws Exception {
    Path wrong = secret("wrong-token", "njt_" + "a".repeat(49));
    String[] span = {"--from", "-2s", "--to", "-0s"};
    share(wrong, "list").assertFailed(1, "not let in");
    assertThat(
            share(
                    wrong,
                    "make",
                    "--camera",
                    "x",
                    span[0],
                    span[1],
                    span[2],
                    span[3],
                    "--for",
                    "31d")
                .code())
        .isEqualTo(2);
    assertThat(
            nightjar("share", "list", "--recorder", "http://192.0.2.1", "--token-file", wrong + "")
                .code())
        .isEqualTo(2);
    nightjar("share", "list", "--recorder", "http://127.0.0.1:1", "--token-file", wrong + "")
        .assertFailed(1, "no recorder answers");
    Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-r--r--"));
    share(wrong, "list").assertFailed(2, "others may read");
  }

  @Test
  void aBackUpBringsAPersonBackAtTheNextStart() throws Exception {
    Path secret =
        Files.writeString(data.resolveSibling("passphrase"), "nine herons, one tall weir");
    Path file = data.resolveSibling("settings.njbackup");
    assertThat(nightjar("user", "add", "baker", "--role", "viewer", "--data", data()).code())
        .isZero();
    CommandLine.Outcome made =
        nightjar("backup", file + "", "--passphrase-file", secret + "", "--data", data());
    assertThat(made.code()).as(made.errors()).isZero();
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .startsWith("NJBACKUP")
        .doesNotContain("baker");

    assertThat(nightjar("user", "disable", "baker", "--data", data()).code()).isZero();
    CommandLine.Outcome looked =
        nightjar(
            "restore", file + "", "--look", "--passphrase-file", secret + "", "--data", data());
    assertThat(looked.code()).as(looked.errors()).isZero();
    assertThat(looked.out()).contains("baker");
    Path wrong = Files.writeString(data.resolveSibling("wrong"), "nine herons, one tall tree");
    nightjar("restore", file + "", "--passphrase-file", wrong + "", "--data", data())
        .assertFailed(2, "the passphrase is wrong");

    assertThat(
            nightjar("restore", file + "", "--passphrase-file", secret + "", "--data", data())
                .code())
        .isZero();
    assertThat(nightjar("user", "list", "--data", data()).out())
        .contains("baker: viewer, DISABLED");
    restart();
    assertThat(nightjar("user", "list", "--data", data()).out())
        .contains("baker: viewer")
        .doesNotContain("baker: viewer, DISABLED");
  }

  @Test
  void withheldFootageIsShownAgainByWhoWasAdministratorBeforeTheResetAlone() throws Exception {
    String code = recoveryCode(administrator("partner"));
    withhold();
    restart();
    administrator("late");
    Path password = secret("administrators-password", PASSWORD + " and lanes");
    assertThat(nightjar("store", "withheld", "--data", data()).out())
        .contains("is withheld until about", "nightjar store lift --name NAME");

    lift("late", password).assertFailed(1, "the recorder says: Only an administrator whose");
    lift("partner", secret("wrong-password", "grey heron at noon"))
        .assertFailed(1, "Name, password or code is wrong");
    lift("partner", password).assertFailed(2, "no code of the second factor");
    lift("partner", password, "--code", "000000").assertFailed(1, "code is wrong");
    CommandLine.Outcome lifted = lift("partner", password, "--code", code);
    assertThat(lifted.code()).as(lifted.errors()).isZero();
    assertThat(lifted.out()).isEqualTo("Footage of before the reset is shown again.\n");
    assertThat(nightjar("store", "withheld", "--data", data()).out())
        .isEqualTo("Nothing is withheld.\n");
    CommandLine.Outcome again = lift("owner", secret("owners-password", PASSWORD));
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.errors()).contains("not found: the recorder says: Footage that somebody may");
  }

  private CommandLine.Outcome lift(String name, Path password, String... more) {
    List<String> all = new ArrayList<>(List.of("store", "lift", "--recorder", base));
    all.addAll(List.of("--name", name, "--password-file", password.toString()));
    all.addAll(List.of(more));
    return nightjar(all.toArray(String[]::new));
  }

  /// The recorder's own note of a reset, as it is made before the password is replaced (docs/design/recovery.md).
  private void withhold() throws Exception {
    Path own = data.resolve(".nightjar");
    var facts = new SiteFacts(ZoneId.systemDefault(), List.of());
    try (Accounts accounts =
        Accounts.open(own, AccountsConfig.of(() -> facts), clock, new SecureRandom())) {
      String marks = String.join("\",\"", accounts.witnesses().marks());
      recorder.ifPresent(LocalRecorder::close);
      Files.writeString(
          Files.createDirectories(own.resolve("device")).resolve("footage.json"),
          """
          {"version":1,"withheldBefore":%d,"leftMinutes":4000,"erasing":false,"erasedBefore":0,"witnesses":["%s"]}
          """
              .formatted(clock.wallMicros(), marks));
    }
  }

  /// A new one; their session.
  private String administrator(String name) throws Exception {
    CommandLine.Outcome added =
        nightjar("user", "add", name, "--role", "administrator", "--data", data());
    assertThat(added.code()).as(added.errors()).isZero();
    HttpResponse<String> used =
        send(
            "/api/v1/invitation",
            "{\"token\":\"" + token(added) + "\",\"password\":\"" + PASSWORD + " and lanes\"}",
            "");
    return used.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  /// Turns the second factor on.
  private String recoveryCode(String cookie) throws Exception {
    String secret =
        post("/api/v1/me/totp", "{}", cookie).replaceAll("(?s).*\"secret\":\"([^\"]+)\".*", "$1");
    byte[] key = new byte[secret.length() * 5 / 8];
    BigInteger bits = BigInteger.ZERO;
    for (int i = 0; i < secret.length(); i++) {
      int five = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(secret.charAt(i));
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(five));
    }
    for (int i = key.length - 1; i >= 0; i--) {
      key[i] = bits.byteValue();
      bits = bits.shiftRight(8);
    }
    Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
    HttpRequest confirm =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/me/totp"))
            .header("Sec-Fetch-Site", "same-origin")
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"code\":\"" + new Totp().code(key, now) + "\"}"))
            .build();
    String codes = http.send(confirm, HttpResponse.BodyHandlers.ofString()).body();
    return codes.replaceAll("(?s).*\\[\\s*\"([^\"]+)\".*", "$1");
  }
}
