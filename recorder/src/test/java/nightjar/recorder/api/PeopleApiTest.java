package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightjar.recovery.qr.QrCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What people do with their own accounts and an administrator with those of others, and that a right that is taken is gone from
/// the pages that are open, too.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleApiTest {
  private static final String SEES_DOOR = "[{\"camera\":\"door\",\"acts\":[\"live\"]}]";

  private RecorderSiteFixture nightjar;
  private String owner = "";

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
    owner = nightjar.cookie;
  }

  @BeforeEach
  void asOwner() {
    nightjar.cookie = owner;
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  @Test
  void anAuthenticatorAppGetsItsKeyAsAPictureToo() throws Exception {
    String made = nightjar.post("/api/v1/me/totp", "{}").body();
    String uri = made.replaceAll("(?s).*\"uri\":\"([^\"]+)\".*", "$1");
    assertThat(uri).startsWith("otpauth://totp/");
    assertThat(made).contains("\"qr\":\"" + QrCode.of(uri, QrCode.Robustness.SCREEN).svg());
  }

  @Test
  void linkLetsOnePersonInOnce() throws Exception {
    HttpResponse<String> made =
        nightjar.post(
            "/api/v1/users",
            "{\"name\":\"night shift\",\"role\":\"viewer\",\"grants\":" + SEES_DOOR + "}");
    String token = part(made, "invitation");
    nightjar.cookie = "";
    String use = "{\"token\":\"" + token + "\",\"password\":\"four owls count slowly\"}";
    assertThat(nightjar.post("/api/v1/invitation/look", "{\"token\":\"" + token + "\"}").body())
        .contains("night shift");
    assertThat(
            nightjar
                .post("/api/v1/invitation", "{\"token\":\"" + token + "\",\"password\":\"short\"}")
                .statusCode())
        .isEqualTo(422);
    HttpResponse<String> in = nightjar.post("/api/v1/invitation", use);
    assertThat(in.statusCode()).isEqualTo(200);
    assertThat(nightjar.post("/api/v1/invitation", use).statusCode()).isEqualTo(410);

    nightjar.cookie = cookie(in);
    assertThat(nightjar.get("/api/v1/cameras").body()).contains("door").doesNotContain("yard");
    assertThat(nightjar.get("/api/v1/users").statusCode()).isEqualTo(403);
  }

  @Test
  void rightThatIsTakenIsGoneFromAnOpenStreamOfEvents() throws Exception {
    String guard = nightjar.invite("guard", "viewer", SEES_DOOR);
    String id = find(nightjar.get("/api/v1/users"), "\"id\":\"([^\"]+)\",\"name\":\"guard\"");
    nightjar.cookie = guard;
    HttpResponse<Stream<String>> events = nightjar.lines("/api/v1/events");
    var lines = events.body().iterator();
    assertThat(lines.next()).isEqualTo("event: beat");

    nightjar.cookie = owner;
    nightjar.put("/api/v1/users/" + id, "{\"role\":\"viewer\",\"grants\":[]}");
    assertThat(upTo(lines, "event: camera-removed")).isTrue();
    nightjar.delete("/api/v1/users/" + id);
    assertThat(upTo(lines, "never sent: the stream ends")).isFalse();
  }

  @Test
  void rightThatIsTakenClosesALivePicture() throws Exception {
    nightjar.awaitFootage("door", 500_000);
    String porter = nightjar.invite("porter", "viewer", SEES_DOOR);
    String id = find(nightjar.get("/api/v1/users"), "\"id\":\"([^\"]+)\",\"name\":\"porter\"");
    var closed = new CompletableFuture<Integer>();
    WebSocket socket =
        nightjar
            .client
            .newWebSocketBuilder()
            .header("Cookie", porter)
            .header("Origin", nightjar.base.toString())
            .buildAsync(
                URI.create(
                    nightjar.base.toString().replace("http", "ws") + "/api/v1/cameras/door/live"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onClose(WebSocket end, int code, String reason) {
                    closed.complete(code);
                    return CompletableFuture.completedStage(null);
                  }
                })
            .join();
    assertThat(closed).isNotDone();
    nightjar.put("/api/v1/users/" + id, "{\"role\":\"viewer\",\"grants\":[]}");
    assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo(4403);
    socket.abort();
  }

  @Test
  void tokenOpensWhatItsPersonSeesUntilItIsEnded() throws Exception {
    HttpResponse<String> made = nightjar.post("/api/v1/me/tokens", "{\"name\":\"script\"}");
    String bearer = "Bearer " + part(made, "token");
    nightjar.cookie = "";
    assertThat(nightjar.get("/api/v1/cameras", "Authorization", bearer).body()).contains("door");
    assertThat(nightjar.get("/api/v1/users", "Authorization", bearer).statusCode()).isEqualTo(403);
    var lines = nightjar.lines("/api/v1/events", "Authorization", bearer).body().iterator();
    assertThat(lines.next()).isEqualTo("event: beat");

    nightjar.cookie = owner;
    assertThat(nightjar.delete("/api/v1/me/tokens/" + part(made, "id")).statusCode())
        .isEqualTo(204);
    assertThat(upTo(lines, "never sent: the stream ends")).isFalse();
    nightjar.cookie = "";
    assertThat(nightjar.get("/api/v1/cameras", "Authorization", bearer).statusCode())
        .isEqualTo(401);
  }

  @Test
  void passwordIsChangedByWhoKnowsTheOldOneAndEndsOtherSessions() throws Exception {
    nightjar.invite("clerk", "viewer", SEES_DOOR);
    String old = RecorderSiteFixture.PASSWORD + " and lanes";
    String login = "{\"name\":\"clerk\",\"password\":\"" + old + "\"}";
    nightjar.cookie = "";
    String elsewhere = cookie(nightjar.post("/api/v1/session", login));
    nightjar.cookie = "";
    nightjar.cookie = cookie(nightjar.post("/api/v1/session", login));
    String change = "{\"old\":\"%s\",\"password\":\"%s\"}";
    assertThat(
            nightjar
                .put("/api/v1/me/password", change.formatted("not it, surely", "new slow river 7"))
                .statusCode())
        .isEqualTo(401);
    assertThat(nightjar.put("/api/v1/me/password", change.formatted(old, "clerk")).statusCode())
        .isEqualTo(422);
    assertThat(
            nightjar
                .put("/api/v1/me/password", change.formatted(old, "new slow river 7"))
                .statusCode())
        .isEqualTo(204);
    assertThat(nightjar.get("/api/v1/me").statusCode()).isEqualTo(200);
    nightjar.cookie = elsewhere;
    assertThat(nightjar.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void preferencesAndSettingsTakeOnlyWhatCanBe() throws Exception {
    assertThat(nightjar.put("/api/v1/me/preferences", "{\"theme\":\"dark\"}").body())
        .isEqualTo("{\"theme\":\"dark\"}");
    assertThat(nightjar.get("/api/v1/me/preferences").body()).isEqualTo("{\"theme\":\"dark\"}");
    assertThat(nightjar.put("/api/v1/me/preferences", "[1]").statusCode()).isEqualTo(422);
    assertThat(
            nightjar
                .put("/api/v1/me/preferences", "{\"a\":\"" + "x".repeat(32_000) + "\"}")
                .statusCode())
        .isEqualTo(422);
    String settings = "{\"site\":\"%s\",\"zone\":\"%s\",\"language\":\"%s\"}";
    assertThat(
            nightjar
                .put("/api/v1/settings", settings.formatted("Quay", "America/Toronto", "fr"))
                .body())
        .contains("Quay");
    assertThat(
            Stream.of(
                    settings.formatted(" ", "America/Toronto", "fr"),
                    settings.formatted("Quay", "Mars/Olympus", "fr"),
                    settings.formatted("Quay", "America/Toronto", "tlh"))
                .map(this::settingsStatus))
        .containsOnly(422);
  }

  private int settingsStatus(String body) {
    try {
      return nightjar.put("/api/v1/settings", body).statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Whether `line` came before the stream ended.
  private static boolean upTo(java.util.Iterator<String> lines, String line) {
    while (lines.hasNext()) {
      if (lines.next().equals(line)) {
        return true;
      }
    }
    return false;
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private static String part(HttpResponse<String> answer, String name) {
    return find(answer, "\"" + name + "\":\"([^\"]+)\"");
  }

  private static String find(HttpResponse<String> answer, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(answer.body());
    assertThat(found.find()).as(answer.body()).isTrue();
    return found.group(1);
  }
}
