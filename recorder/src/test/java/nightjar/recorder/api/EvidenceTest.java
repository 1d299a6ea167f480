package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Bookmarks and evidence locks, by their owners and by those who have no business with them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceTest {
  private static final String LOOKS_BACK = "[{\"camera\":\"door\",\"acts\":[\"playback\"]}]";

  private RecorderSiteFixture nightjar;
  private String owner = "";
  private String operator = "";
  private String neighbour = "";
  private long at;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
    owner = nightjar.cookie;
    operator = nightjar.invite("operator", "operator", LOOKS_BACK);
    neighbour = nightjar.invite("neighbour", "operator", LOOKS_BACK);
    nightjar.awaitFootage("door", 1_000_000);
    at = nightjar.clock.wallMicros() - 1_000_000;
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  @Test
  void bookmarkBelongsToWhoeverMadeItAlsoAfterAnAdministratorChangedIt() throws Exception {
    nightjar.cookie = operator;
    HttpResponse<String> made =
        nightjar.post("/api/v1/bookmarks", bookmark("door", "\"text\":\"a parcel\""));
    assertThat(made.statusCode()).isEqualTo(201);
    String path = "/api/v1/bookmarks/" + id(made);
    String changed = bookmark("door", "\"text\":\"the parcel, gone\"");

    nightjar.cookie = neighbour;
    assertThat(nightjar.put(path, changed).statusCode()).isEqualTo(404);
    assertThat(nightjar.delete(path).statusCode()).isEqualTo(404);

    nightjar.cookie = owner;
    assertThat(nightjar.put(path, changed).body())
        .contains("the parcel, gone")
        .contains("\"by\":\"operator\"");

    nightjar.cookie = operator;
    assertThat(nightjar.get("/api/v1/bookmarks?from=" + at + "&to=" + (at + 1)).body())
        .contains("the parcel, gone");
    assertThat(nightjar.delete(path).statusCode()).isEqualTo(204);
    assertThat(nightjar.get("/api/v1/bookmarks").body()).doesNotContain("parcel");
  }

  @Test
  void bookmarkThatCannotBeIsRefusedByTheFieldThatIsWrong() throws Exception {
    nightjar.cookie = operator;
    assertThat(nightjar.post("/api/v1/bookmarks", bookmark("yard", "\"text\":\"\"")).statusCode())
        .isEqualTo(404);
    assertThat(
            nightjar
                .post("/api/v1/bookmarks", bookmark("door", "\"to\":" + at + ",\"text\":\"\""))
                .body())
        .contains("\"to\":\"is not after at\"");
    assertThat(
            nightjar
                .post("/api/v1/bookmarks", bookmark("door", "\"text\":\"" + "x".repeat(501) + "\""))
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void lockIsMadeByWhoMayExportAndRemovedByAnAdministratorOnly() throws Exception {
    String span = "\"camera\":\"door\",\"from\":" + at + ",\"to\":" + (at + 500_000);
    nightjar.cookie = operator;
    assertThat(nightjar.post("/api/v1/locks", "{" + span + ",\"reason\":\"\"}").statusCode())
        .isEqualTo(403);

    nightjar.cookie = owner;
    HttpResponse<String> made =
        nightjar.post("/api/v1/locks", "{" + span + ",\"reason\":\"theft\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(nightjar.recorder.store().locks()).hasSize(1);
    assertThat(
            nightjar
                .post("/api/v1/locks", "{\"camera\":\"door\",\"from\":9,\"to\":8,\"reason\":\"\"}")
                .statusCode())
        .isEqualTo(422);

    nightjar.cookie = operator;
    String path = "/api/v1/locks/" + id(made);
    assertThat(nightjar.get("/api/v1/locks").body()).contains("theft");
    assertThat(nightjar.delete(path).statusCode()).isEqualTo(403);

    nightjar.cookie = owner;
    assertThat(nightjar.delete(path).statusCode()).isEqualTo(204);
    assertThat(nightjar.delete(path).statusCode()).isEqualTo(404);
    assertThat(nightjar.delete("/api/v1/locks/x").statusCode()).isEqualTo(404);
    assertThat(nightjar.recorder.store().locks()).isEmpty();
    assertThat(nightjar.get("/api/v1/audit").body()).contains("lock.add").contains("lock.remove");
  }

  private String bookmark(String camera, String rest) {
    return "{\"camera\":\"" + camera + "\",\"at\":" + at + "," + rest + "}";
  }

  private static String id(HttpResponse<String> made) {
    return made.body().replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
  }
}
