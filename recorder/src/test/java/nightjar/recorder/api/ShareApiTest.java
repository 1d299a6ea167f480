package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nightjar.accounts.PersonChange;
import nightjar.accounts.User;
import nightjar.accounts.rights.Role;
import nightjar.recorder.evidence.Verifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Links for who has no account: as owner, as guard with the right to export one camera, and as a stranger without cookie.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShareApiTest {
  private static final String GRANTS = "[{\"camera\":\"door\",\"acts\":[\"playback\",\"export\"]}]";

  private RecorderSiteFixture nightjar;
  private Path folder;
  private String owner = "";
  private String guard = "";
  private long from;
  private long to;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
    owner = nightjar.cookie;
    guard = nightjar.invite("guard", "operator", GRANTS);
    nightjar.awaitFootage("door", 4_000_000);
    to = nightjar.clock.wallMicros();
    from = to - 4_000_000;
    nightjar.awaitFootageAfter("door", to);
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  private HttpResponse<String> make(String cookie, String camera, String more) throws Exception {
    nightjar.cookie = cookie;
    return nightjar.post(
        "/api/v1/shares",
        "{\"camera\":\"%s\",\"from\":%d,\"to\":%d,\"hours\":24%s}"
            .formatted(camera, from, to, more));
  }

  private HttpResponse<String> open(String token, String more) throws Exception {
    nightjar.cookie = "";
    return nightjar.post("/api/v1/share/open", "{\"token\":\"" + token + "\"" + more + "}");
  }

  private static String member(HttpResponse<String> answer, String name) {
    return answer.body().replaceAll("(?s).*\"" + name + "\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void aStrangerPlaysAndDownloadsTheSignedClipAndNothingElse() throws Exception {
    HttpResponse<String> made = make(owner, "door", ",\"label\":\"For the police\"");
    assertThat(made.statusCode()).isEqualTo(201);
    HttpResponse<String> opened = open(member(made, "token"), "");
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.body()).contains("For the police", "\"signed\":true");
    String video = "/api/v1/share/" + member(opened, "ticket") + "/video.mp4";
    HttpResponse<byte[]> part = nightjar.bytes(video, "Range", "bytes=0-99");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(100);
    HttpResponse<byte[]> whole = nightjar.bytes(video + "?download=true");
    assertThat(whole.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
    Path file = Files.write(folder.resolve("shared.mp4"), whole.body());
    assertThat(Verifier.verify(file).unchanged()).isTrue();
    assertThat(nightjar.get("/api/v1/cameras").statusCode()).isEqualTo(401);
    assertThat(nightjar.get("/api/v1/share/" + member(made, "token") + "/video.mp4").statusCode())
        .isEqualTo(410);

    nightjar.cookie = owner;
    assertThat(nightjar.get("/api/v1/shares").body())
        .contains("\"openings\":1")
        .doesNotContain(member(made, "token"));
    assertThat(nightjar.get("/api/v1/audit").body()).contains("share.make", "share.open");
    String id = member(made, "id");
    assertThat(nightjar.delete("/api/v1/shares/" + id).statusCode()).isEqualTo(204);
    nightjar.cookie = "";
    assertThat(nightjar.get(video).statusCode()).isEqualTo(410);
    assertThat(open(member(made, "token"), "").statusCode()).isEqualTo(410);
  }

  @Test
  void aPasswordIsAskedForAndAWrongOneIsRefused() throws Exception {
    String token = member(make(owner, "door", ",\"password\":\"grey heron at noon\""), "token");
    assertThat(open(token, "").body()).contains("share-password");
    assertThat(open(token, ",\"password\":\"grey heron at noon\"").statusCode()).isEqualTo(200);
    assertThat(open(token, ",\"password\":\"wrong heron\"").statusCode()).isEqualTo(403);
  }

  @Test
  void aLinkOpensAsOftenAsItWasMadeForAndWhatIsOpenGoesOn() throws Exception {
    String token = member(make(owner, "door", ",\"most\":1"), "token");
    HttpResponse<String> opened = open(token, "");
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(open(token, "").statusCode()).isEqualTo(410);
    String video = "/api/v1/share/" + member(opened, "ticket") + "/video.mp4";
    assertThat(nightjar.bytes(video, "Range", "bytes=0-9").statusCode()).isEqualTo(206);
    assertThat(make(owner, "door", ",\"most\":0").statusCode()).isEqualTo(422);
    assertThat(make(owner, "door", ",\"most\":1001").statusCode()).isEqualTo(422);
  }

  @Test
  void onlyWhoMayExportMakesOneAndItEndsWithTheirRight() throws Exception {
    assertThat(make(guard, "yard", "").statusCode()).isEqualTo(404);
    assertThat(make(owner, "door", ",\"password\":\"short\"").statusCode()).isEqualTo(422);
    String viewer =
        nightjar.invite("watcher", "viewer", "[{\"camera\":\"door\",\"acts\":[\"playback\"]}]");
    assertThat(make(viewer, "door", "").statusCode()).isEqualTo(403);

    HttpResponse<String> made = make(guard, "door", "");
    String ticket = member(open(member(made, "token"), ""), "ticket");
    String video = "/api/v1/share/" + ticket + "/video.mp4";
    assertThat(nightjar.bytes(video, "Range", "bytes=0-9").statusCode()).isEqualTo(206);
    var accounts = nightjar.site.accounts();
    User person =
        accounts.users().list().stream()
            .filter(u -> u.name().equals("guard"))
            .findFirst()
            .orElseThrow();
    Outcomes.done(
        accounts
            .users()
            .change(
                accounts.shell("test"),
                person.id(),
                new PersonChange(Role.OPERATOR, List.of(), null, false)));
    assertThat(nightjar.get(video).statusCode()).isEqualTo(410);
    assertThat(open(member(made, "token"), "").statusCode()).isEqualTo(410);
    nightjar.cookie = owner;
    assertThat(nightjar.get("/api/v1/shares").body()).contains("\"ended\":true");
  }

  @Test
  void whatIsNoTokenIsGoneAndLifeIsBounded() throws Exception {
    assertThat(open("njh_" + "a".repeat(49), "").statusCode()).isEqualTo(410);
    assertThat(open("", "").statusCode()).isEqualTo(410);
    nightjar.cookie = owner;
    String span = "{\"camera\":\"door\",\"from\":" + from + ",\"to\":" + to + ",\"hours\":";
    assertThat(nightjar.post("/api/v1/shares", span + "0}").statusCode()).isEqualTo(422);
    assertThat(nightjar.post("/api/v1/shares", span + "721}").statusCode()).isEqualTo(422);
    assertThat(nightjar.post("/api/v1/shares", span + "2000000000}").statusCode()).isEqualTo(422);
  }
}
