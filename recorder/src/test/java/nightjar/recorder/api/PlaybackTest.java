package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import nightjar.base.tasks.Stop;
import nightjar.cameras.simulator.StreamName;
import nightjar.store.recording.StreamKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Footage of a few seconds, fetched in every way there is.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaybackTest {
  private RecorderSiteFixture nightjar;
  private long from;
  private long to;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
    nightjar.awaitFootage("door", 3_000_000);
    to = nightjar.clock.wallMicros();
    from =
        nightjar
            .recorder
            .store()
            .coverage(StreamKey.of("door", "main"), 0, to)
            .recorded()
            .getFirst()
            .start();
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  private String span() {
    return "from=" + from + "&to=" + to;
  }

  @Test
  void clipIsWholeGopsForAPlayer() throws Exception {
    HttpResponse<byte[]> clip =
        nightjar.bytes("/api/v1/cameras/door/clip?" + span() + "&zero=" + (from - 5_000_000));
    assertThat(clip.statusCode()).isEqualTo(200);
    assertThat(clip.headers().firstValue("Content-Type").orElse(""))
        .startsWith("video/mp4; codecs=\"avc1.")
        .contains("mp4a.40.2");
    assertThat(new String(clip.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    assertThat(clip.headers().firstValueAsLong("Nightjar-To").orElse(0)).isGreaterThan(from);
    HttpResponse<byte[]> keys =
        nightjar.bytes("/api/v1/cameras/door/clip?" + span() + "&frames=keys");
    assertThat(keys.body().length).isLessThan(clip.body().length);
  }

  @Test
  void clipOfNothingSaysWhereFootageGoesOn() throws Exception {
    HttpResponse<byte[]> clip =
        nightjar.bytes(
            "/api/v1/cameras/door/clip?from=" + (from - 60_000_000) + "&to=" + (from - 30_000_000));
    assertThat(clip.statusCode()).isEqualTo(204);
    assertThat(clip.headers().firstValueAsLong("Nightjar-Next").orElse(0)).isEqualTo(from);
  }

  @Test
  void frameTimesRise() throws Exception {
    HttpResponse<String> frames = nightjar.get("/api/v1/cameras/door/frames?" + span());
    assertThat(frames.body()).contains("\"times\":[").contains("\"keys\":[0");
  }

  @Test
  void fileHasRangesAndAStrongTag() throws Exception {
    String path = "/api/v1/cameras/door/video.mp4?" + span();
    HttpResponse<byte[]> whole = nightjar.bytes(path);
    String tag = whole.headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> part = nightjar.bytes(path, "Range", "bytes=1000-1999");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 1000, 2000));
    assertThat(part.headers().firstValue("Content-Range"))
        .hasValue("bytes 1000-1999/" + whole.body().length);
    assertThat(nightjar.bytes(path, "Range", "bytes=-10").body()).hasSize(10);
    assertThat(nightjar.bytes(path, "Range", "bytes=99999999999-").statusCode()).isEqualTo(416);
    assertThat(nightjar.bytes(path, "Range", "bytes=5-1").statusCode()).isEqualTo(200);
    assertThat(nightjar.bytes(path, "Range", "lines=1-2").statusCode()).isEqualTo(200);
    assertThat(nightjar.bytes(path, "Range", "bytes=1-2", "If-Range", "\"other\"").statusCode())
        .isEqualTo(200);
    assertThat(nightjar.bytes(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void pictureIsAKeyFrameOrItsJpeg() throws Exception {
    HttpResponse<byte[]> now = nightjar.bytes("/api/v1/cameras/door/picture?width=160");
    assertThat(now.statusCode()).isEqualTo(200);
    boolean decoded = now.headers().firstValue("Nightjar-Picture").orElse("").equals("decoded");
    assertThat(now.headers().firstValue("Content-Type").orElse(""))
        .startsWith(decoded ? "image/jpeg" : "video/mp4");
    assertThat(nightjar.bytes("/api/v1/cameras/door/picture?at=" + to).statusCode()).isEqualTo(200);
    assertThat(nightjar.bytes("/api/v1/cameras/door/picture?at=1000").statusCode()).isEqualTo(404);
  }

  @Test
  void exportIsWrittenAndFetched() throws Exception {
    HttpResponse<String> begun =
        nightjar.post(
            "/api/v1/exports",
            "{\"cameras\":[\"door\"],\"from\":"
                + from
                + ",\"to\":"
                + to
                + ",\"reference\":\"A 7\"}");
    assertThat(begun.statusCode()).isEqualTo(201);
    String id = begun.body().replaceAll("(?s)\\{\"id\":\"([0-9a-f]+)\".*", "$1");
    String state = "";
    for (int i = 0; i < 200 && !state.contains("\"done\""); i++) {
      state = nightjar.get("/api/v1/exports/" + id).body();
      nightjar.clock.sleep(java.time.Duration.ofMillis(50), new Stop());
    }
    assertThat(state).contains("\"sha256\":\"");
    HttpResponse<byte[]> file = nightjar.bytes("/api/v1/exports/" + id + "/file");
    assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("door-");
    assertThat(new String(file.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    assertThat(nightjar.delete("/api/v1/exports/" + id).statusCode()).isEqualTo(204);
    assertThat(nightjar.get("/api/v1/exports/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void timelineThatHasNoTimeForEveryCameraNamesTheRest() throws Exception {
    String both = "/api/v1/timeline?from=1&to=2&cameras=door,yard";
    assertThat(nightjar.get(both + "&within=0").body())
        .contains("\"camera\":\"door\"")
        .doesNotContain("\"camera\":\"yard\"")
        .contains("\"rest\":[\"yard\"]");
    assertThat(nightjar.get(both).body()).contains("\"camera\":\"yard\"").contains("\"rest\":[]");
  }

  @Test
  void cameraIsTriedAddedChangedAndRemovedWhileOthersRecord() throws Exception {
    String address = nightjar.simulator.url(1, StreamName.MAIN);
    assertThat(nightjar.post("/api/v1/cameras/test", "{\"address\":\"" + address + "\"}").body())
        .contains("\"width\":640")
        .containsAnyOf("data:image/jpeg", "data:video/mp4");
    HttpResponse<String> made =
        nightjar.post(
            "/api/v1/cameras",
            "{\"name\":\"Côté cour\",\"address\":\""
                + address
                + "\",\"user\":\"u\",\"password\":\"p\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body()).contains("\"id\":\"cote-cour\"").contains("\"passwordSet\":true");
    nightjar.awaitFootage("cote-cour", 500_000);
    assertThat(
            nightjar
                .put(
                    "/api/v1/cameras/cote-cour",
                    "{\"name\":\"Cour\",\"address\":\""
                        + address
                        + "\",\"record\":{\"mode\":\"never\"}}")
                .body())
        .contains("\"name\":\"Cour\"")
        .contains("\"passwordSet\":true");
    assertThat(nightjar.delete("/api/v1/cameras/cote-cour").statusCode()).isEqualTo(204);
    assertThat(
            nightjar
                .post(
                    "/api/v1/cameras",
                    "{\"name\":\"Lane\",\"address\":\""
                        + address.replace("//", "//night:a%20jar@")
                        + "\",\"record\":{\"mode\":\"never\"}}")
                .body())
        .contains("\"user\":\"night\"")
        .contains("\"passwordSet\":true")
        .contains("\"address\":\"" + address + "\"");
    assertThat(nightjar.delete("/api/v1/cameras/lane").statusCode()).isEqualTo(204);
    assertThat(nightjar.get("/api/v1/cameras/cote-cour").body()).contains("\"from\":\"footage\"");
    assertThat(nightjar.get("/api/v1/audit?limit=50").body())
        .contains("camera.add")
        .contains("camera.remove");
  }
}
