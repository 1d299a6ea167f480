package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.password.Password;
import nightjar.base.tasks.Stop;
import nightjar.store.recording.StreamKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a browser gets of footage from before a reset: nothing while it is withheld, nothing for ever once it is erased. Live pictures
/// and recording go on.
class AfterResetTest {
  @Test
  void acceptance25_oldFootageIsClosedByEveryRouteAndLiveWorks(@TempDir Path folder)
      throws Exception {
    try (var nightjar = new RecorderSiteFixture(folder)) {
      nightjar.signUp();
      long start = nightjar.clock.wallMicros() - 60_000_000;
      nightjar.awaitFootage("door", 3_000_000);
      long to = nightjar.clock.wallMicros();
      String export = export(nightjar, start, to);
      String picture = "/api/v1/cameras/door/picture?at=" + (to - 500_000);
      assertThat(nightjar.bytes(picture).statusCode()).isEqualTo(200);

      nightjar.recorder.vault().quarantine(Duration.ofDays(3), List.of());
      String span = "from=" + start + "&to=" + to;
      for (String path :
          List.of(
              picture.substring("/api/v1".length()),
              "/cameras/door/clip?from=" + (to - 10_000_000) + "&to=" + to,
              "/cameras/door/frames?from=" + (to - 10_000_000) + "&to=" + to,
              "/cameras/door/video.mp4?" + span,
              "/cameras/door/video.mp4?download=true&" + span,
              "/exports/" + export + "/file")) {
        var answer = nightjar.get("/api/v1" + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(423);
        assertThat(answer.body()).as(path).contains("withheld").contains("Live pictures");
      }
      String again = export(nightjar, start, to);
      assertThat(nightjar.get("/api/v1/exports/" + again).body()).contains("withheld", "failed");

      assertThat(nightjar.bytes("/api/v1/cameras/door/picture").statusCode()).isEqualTo(200);
      String timeline = nightjar.get("/api/v1/timeline?" + span).body();
      assertThat(timeline).contains("\"withheld\":{\"before\":");
      assertThat(nightjar.get("/api/v1/system").body()).contains("\"withheld\":{");
      // Recording went on all the while; when the time is over, all of it is there.
      nightjar.recorder.store().reader().curtain().lift();
      nightjar.awaitFootage("door", 8_000_000);
      assertThat(nightjar.bytes(picture).statusCode()).isEqualTo(200);
    }
  }

  /// Whom the reset let in cannot end it, nor whom they let in; an administrator of before can, and the audit log says who did.
  @Test
  void acceptance25_onlyAnAdministratorOfBeforeEndsAQuarantineEarly(@TempDir Path folder)
      throws Exception {
    try (var nightjar = new RecorderSiteFixture(folder)) {
      nightjar.signUp();
      nightjar.invite("partner", "administrator", "[]");
      var accounts = nightjar.site.accounts();
      var vault = nightjar.recorder.vault();
      assertThat(nightjar.delete("/api/v1/withheld").statusCode()).isEqualTo(404);
      vault.quarantine(Duration.ofDays(3), accounts.witnesses().marks());
      String fresh = "nine quiet otters by the mill";
      String before = nightjar.cookie;
      assertThat(
              accounts
                  .reset()
                  .replacePassword("owner", Password.of(fresh), "r-1", "", Optional.empty()))
          .isTrue();

      assertThat(nightjar.get("/api/v1/me").body())
          .contains("/password-changed", "\"name\":\"owner\"", "\"own\":\"true\"", "\"at\":\"20");
      nightjar.cookie = before.replaceAll("=.*", "=njs_" + "A".repeat(49));
      assertThat(nightjar.get("/api/v1/me").body())
          .as("who never had a session learns nothing")
          .contains("/not-signed-in")
          .doesNotContain("owner", "password");
      signIn(nightjar, "owner", fresh);
      assertThat(nightjar.get("/api/v1/me").statusCode()).isEqualTo(200);
      assertThat(nightjar.delete("/api/v1/withheld").body()).contains("not-a-witness");
      nightjar.cookie = nightjar.invite("friend", "administrator", "[]");
      assertThat(nightjar.delete("/api/v1/withheld").body()).contains("not-a-witness");
      assertThat(nightjar.recorder.store().reader().curtain().isDown()).isTrue();

      signIn(nightjar, "partner", RecorderSiteFixture.PASSWORD + " and lanes");
      assertThat(nightjar.delete("/api/v1/withheld").statusCode()).isEqualTo(204);
      assertThat(nightjar.recorder.store().reader().curtain().isDown()).isFalse();
      assertThat(nightjar.get("/api/v1/system").body()).doesNotContain("withheld");
      assertThat(accounts.audit().since(0, "reset.quarantine.lift", 9))
          .extracting(link -> link.entry().who() + " " + link.entry().outcome())
          .containsExactly("partner DONE", "friend REFUSED", "owner REFUSED");
    }
  }

  private static void signIn(RecorderSiteFixture nightjar, String name, String password)
      throws Exception {
    nightjar.cookie = "";
    var in =
        nightjar.post(
            "/api/v1/session", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
    assertThat(in.statusCode()).isEqualTo(200);
    nightjar.cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  @Test
  void acceptance26_erasedFootageAndExportsAreGoneAndRecordingGoesOn(@TempDir Path folder)
      throws Exception {
    try (var nightjar = new RecorderSiteFixture(folder)) {
      nightjar.signUp();
      long start = nightjar.clock.wallMicros() - 60_000_000;
      nightjar.awaitFootage("door", 3_000_000);
      long to = nightjar.clock.wallMicros();
      String export = export(nightjar, start, to);
      assertThat(nightjar.recorder.vault().loss().cameras()).isEqualTo(2);
      assertThat(nightjar.recorder.vault().loss().days()).isEqualTo(1);

      nightjar.recorder.vault().erase();
      assertThat(nightjar.get("/api/v1/exports/" + export).statusCode()).isEqualTo(404);
      var picture = "/api/v1/cameras/door/picture?at=" + (to - 3_000_000);
      assertThat(nightjar.get(picture).statusCode()).isEqualTo(404);
      nightjar.awaitFootage("door", 3_000_000);
      var key = StreamKey.of("door", "main");
      Long first = nightjar.recorder.store().reader().footageFrom(key, 0);
      assertThat(first).isNotNull().isGreaterThan(to - 2_000_000);
      assertThat(Files.exists(folder.resolve("data/nightjar-erased"))).isFalse();
    }
  }

  /// Makes an export and waits until it is written, or has failed.
  private static String export(RecorderSiteFixture nightjar, long from, long to) throws Exception {
    String form = "{\"cameras\":[\"door\"],\"from\":" + from + ",\"to\":" + to + "}";
    String made = nightjar.post("/api/v1/exports", form).body();
    String id = made.replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    for (int i = 0; i < 600; i++) {
      String now = nightjar.get("/api/v1/exports/" + id).body();
      if (now.contains("\"done\"") || now.contains("\"failed\"")) {
        return id;
      }
      nightjar.clock.sleep(Duration.ofMillis(100), new Stop());
    }
    throw new AssertionError("the export does not end: " + made);
  }
}
