package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightjar.base.http.Route;
import nightjar.base.tasks.Stop;
import nightjar.recorder.evidence.Verdict;
import nightjar.recorder.evidence.Verifier;
import nightjar.recorder.mask.FootageCoder;
import nightjar.store.recording.StreamKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every way by which pixels leave the recorder, for a camera with a mask over the middle of its picture: what is behind the mask is
/// black in what FFmpeg decodes, what is beside it is not, or nothing comes at all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final String MIDDLE =
      "{\"areas\":[{\"points\":[{\"x\":0.25,\"y\":0.25},{\"x\":0.75,\"y\":0.25},{\"x\":0.75,\"y\":0.75},{\"x\":0.25,\"y\":0.75}]}]}";

  private RecorderSiteFixture nightjar;
  private Path folder;
  private String oldExport = "";
  private String tag = "";
  private long from;
  private long to;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    assumeTrue(FootageCoder.works(), "FFmpeg is not installed");
    folder = temporary;
    nightjar = new RecorderSiteFixture(temporary);
    nightjar.signUp();
    nightjar.awaitFootage("door", 3_000_000);
    from =
        nightjar
            .recorder
            .store()
            .coverage(StreamKey.of("door", "main"), 0, nightjar.clock.wallMicros())
            .recorded()
            .getFirst()
            .start();
    to = from + 2_000_000;
    oldExport = export();
    tag = past().headers().firstValue("ETag").orElseThrow();
    assertThat(past("If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(pixels(nightjar.bytes("/api/v1/cameras/door/picture?width=640").body()).inside())
        .as("without a mask the middle is seen")
        .isGreaterThan(10);
    HttpResponse<String> put = nightjar.put("/api/v1/cameras/door/masks", MIDDLE);
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(put.body()).contains("\"shown\":\"encoded\"");
  }

  @AfterAll
  void end() {
    if (nightjar != null) {
      nightjar.close();
    }
  }

  private String span() {
    return "from=" + from + "&to=" + to;
  }

  @Test
  void everyRouteThatGivesPixelsIsTestedHere() {
    Set<String> known =
        Set.of(
            "/cameras/{camera}/picture",
            "/cameras/{camera}/live",
            "/cameras/{camera}/whep",
            "/cameras/{camera}/clip",
            "/cameras/{camera}/video.mp4",
            "/exports/{id}/file",
            "/share/{ticket}/video.mp4",
            "/backup");
    Set<String> found =
        nightjar.site.routes().stream()
            .filter(route -> !route.types().isEmpty())
            .filter(route ->
                route.types().stream()
                    .anyMatch(type -> !type.startsWith("text/") && !type.contains("json")))
            .map(Route::path)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(known).containsAll(found);
  }

  /// Footage as recorded, and frames as the camera sent them, are asked for by those who mask them, or only count.
  @Test
  void onlyThoseWhoMaskReadWhatIsWhole() throws Exception {
    Set<String> callers = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/nightjar/recorder"))) {
      for (Path each : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        String text = Files.readString(each);
        if (Stream.of("nightjar.whole(", ".feeds().whole(", "store().span(")
            .anyMatch(text.replaceAll("\\s", "")::contains)) {
          callers.add(each.getFileName().toString());
        }
      }
    }
    assertThat(callers)
        .containsExactlyInAnyOrder(
            "Wiring.java", "ExportJobs.java", "PictureRoutes.java", "PlaybackRoutes.java");
  }

  @Test
  void picturesAreMasked() throws Exception {
    for (String when : List.of("", "&at=" + to)) {
      HttpResponse<byte[]> picture =
          nightjar.bytes("/api/v1/cameras/door/picture?width=640" + when);
      assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/jpeg");
      assertMasked(picture.body());
    }
  }

  /// What a browser kept of before the mask.
  @Test
  void keptPictureOfThePastIsReplaced() throws Exception {
    HttpResponse<byte[]> now = past("If-None-Match", tag);
    assertThat(now.statusCode()).isEqualTo(200);
    assertThat(now.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertMasked(now.body());
  }

  private HttpResponse<byte[]> past(String... headers) throws Exception {
    return nightjar.bytes("/api/v1/cameras/door/picture?width=640&at=" + to, headers);
  }

  @Test
  void liveOverWebSocketIsMasked() throws Exception {
    assertMasked(live());
  }

  @Test
  void rtspIsMasked() throws Exception {
    String made = nightjar.post("/api/v1/me/stream-keys", "{\"label\":\"desk\"}").body();
    String address =
        (part(made, "address") + "door/main")
            .replace(
                "rtsp://", "rtsp://" + part(made, "name") + ":" + part(made, "password") + "@");
    Path out = folder.resolve("rtsp.mp4");
    run(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-rtsp_transport",
            "tcp",
            "-i",
            address,
            "-map",
            "0:v",
            "-c",
            "copy",
            "-frames:v",
            "10",
            "-y",
            out.toString()));
    assertMasked(Files.readAllBytes(out));
  }

  @Test
  void clipIsMasked() throws Exception {
    for (String more : List.of("", "&frames=keys")) {
      HttpResponse<byte[]> clip = nightjar.bytes("/api/v1/cameras/door/clip?" + span() + more);
      assertThat(clip.statusCode()).isEqualTo(200);
      assertThat(clip.headers().firstValue("Content-Type").orElse("")).contains("avc1.");
      assertMasked(clip.body());
    }
  }

  @Test
  void fileIsWithheld() throws Exception {
    for (String more : List.of("", "&download=true")) {
      assertRefused(nightjar.bytes("/api/v1/cameras/door/video.mp4?" + span() + more));
    }
  }

  @Test
  void exportOfBeforeTheMaskIsGivenToNobody() throws Exception {
    assertThat(nightjar.bytes("/api/v1/exports/" + oldExport + "/file").statusCode())
        .isEqualTo(423);
  }

  @Test
  void exportIsMasked() throws Exception {
    HttpResponse<byte[]> file = nightjar.bytes("/api/v1/exports/" + export() + "/file");
    assertThat(file.statusCode()).isEqualTo(200);
    assertMasked(file.body());
    Path kept = Files.write(folder.resolve("export.mp4"), file.body());
    assertThat(Verifier.verify(kept).files().values())
        .singleElement()
        .isInstanceOfSatisfying(
            Verdict.Unchanged.class, verdict -> assertThat(verdict.statement().masked()).isTrue());
  }

  /// All that is masked above was read from files in which nobody finds a box of MP4, let alone a picture.
  @Test
  void whatLiesUnderTheMaskIsEncryptedOnTheDisk() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("data/door"))) {
      List<Path> recordings = files.filter(Files::isRegularFile).toList();
      assertThat(recordings).isNotEmpty();
      for (Path each : recordings) {
        assertThat(Files.readString(each, StandardCharsets.ISO_8859_1))
            .doesNotContain("ftyp", "moof", "mdat", "avcC");
      }
    }
  }

  @Test
  void linkToASpanIsWithheld() throws Exception {
    String made =
        nightjar
            .post(
                "/api/v1/shares",
                "{\"camera\":\"door\",\"from\":" + from + ",\"to\":" + to + ",\"hours\":1}")
            .body();
    String opened =
        nightjar.post("/api/v1/share/open", "{\"token\":\"" + part(made, "token") + "\"}").body();
    for (String more : List.of("", "?download=true")) {
      assertRefused(
          nightjar.bytes("/api/v1/share/" + part(opened, "ticket") + "/video.mp4" + more));
    }
  }

  @Test
  void maskThatCannotBeIsRefused() throws Exception {
    for (String wrong :
        List.of(
            "{\"areas\":[{\"points\":[{\"x\":0,\"y\":0},{\"x\":1,\"y\":1}]}]}",
            "{\"areas\":[{\"points\":[{\"x\":0,\"y\":0},{\"x\":1.5,\"y\":1},{\"x\":0,\"y\":1}]}]}",
            "{\"areas\":[{\"points\":[{\"x\":0,\"y\":0},{\"x\":0,\"y\":0},{\"x\":0,\"y\":0}]}]}")) {
      assertThat(nightjar.put("/api/v1/cameras/yard/masks", wrong).statusCode())
          .as(wrong)
          .isEqualTo(422);
    }
    assertThat(nightjar.put("/api/v1/cameras/none/masks", MIDDLE).statusCode()).isEqualTo(404);
  }

  @Test
  void othersSeeThatItIsMasked() throws Exception {
    assertThat(nightjar.get("/api/v1/cameras/door").body()).contains("\"masked\":true");
    assertThat(nightjar.get("/api/v1/cameras/yard").body()).contains("\"masked\":false");
    assertThat(nightjar.get("/api/v1/audit").body()).contains("camera.mask");
  }

  private String export() throws Exception {
    HttpResponse<String> begun =
        nightjar.post(
            "/api/v1/exports", "{\"cameras\":[\"door\"],\"from\":" + from + ",\"to\":" + to + "}");
    String id = begun.body().replaceAll("(?s)\\{\"id\":\"([0-9a-f]+)\".*", "$1");
    for (int i = 0; i < 1_200; i++) {
      String state = nightjar.get("/api/v1/exports/" + id).body();
      if (state.contains("\"done\"") || state.contains("\"failed\"")) {
        return id;
      }
      nightjar.clock.sleep(java.time.Duration.ofMillis(50), new Stop());
    }
    throw new AssertionError("the export does not end");
  }

  /// The first pictures over the WebSocket.
  private byte[] live() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var enough = new CompletableFuture<byte[]>();
    WebSocket socket =
        nightjar
            .client
            .newWebSocketBuilder()
            .header("Cookie", nightjar.cookie)
            .header("Origin", nightjar.base.toString())
            .buildAsync(
                URI.create(
                    nightjar.base.toString().replace("http", "ws") + "/api/v1/cameras/door/live"),
                new WebSocket.Listener() {
                  private int whole;

                  @Override
                  public CompletionStage<?> onBinary(WebSocket end, ByteBuffer part, boolean last) {
                    byte[] copy = new byte[part.remaining()];
                    part.get(copy);
                    bytes.writeBytes(copy);
                    if (last && ++whole == 30) {
                      enough.complete(bytes.toByteArray());
                    }
                    end.request(1);
                    return CompletableFuture.completedStage(null);
                  }
                })
            .join();
    try {
      return enough.get(60, TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }

  private static void assertRefused(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(423);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("/api/problems/masked");
  }

  private void assertMasked(byte[] media) throws Exception {
    Seen seen = pixels(media);
    assertThat(seen.inside()).as("spread of luma behind the mask").isLessThanOrEqualTo(2);
    assertThat(seen.outside()).as("spread of luma beside the mask").isGreaterThan(50);
  }

  /// @param inside the darkest against the brightest pixel well inside the mask, of all pictures
  private record Seen(int inside, int outside) {}

  private Seen pixels(byte[] media) throws Exception {
    Path in = folder.resolve("seen");
    Path out = folder.resolve("seen.gray");
    Files.write(in, media);
    run(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-i",
            in.toString(),
            "-frames:v",
            "10",
            "-vf",
            "scale=" + WIDTH + ":" + HEIGHT,
            "-pix_fmt",
            "gray",
            "-f",
            "rawvideo",
            out.toString()));
    byte[] gray = Files.readAllBytes(out);
    assertThat(gray.length).isGreaterThanOrEqualTo(WIDTH * HEIGHT);
    int frames = gray.length / (WIDTH * HEIGHT);
    int[] inside = {255, 0};
    int[] outside = {255, 0};
    for (int i = 0; i < frames * WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH % HEIGHT;
      boolean within = x >= 164 && x < 476 && y >= 94 && y < 266;
      boolean beside = x < 150 || x >= 490 || y < 80 || y >= 280;
      int luma = gray[i] & 0xff;
      if (within || beside) {
        int[] range = within ? inside : outside;
        range[0] = Math.min(range[0], luma);
        range[1] = Math.max(range[1], luma);
      }
    }
    return new Seen(inside[1] - inside[0], outside[1] - outside[0]);
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, said).isEqualTo(0);
  }

  private static String part(String json, String name) {
    return json.replaceAll("(?s).*\"" + name + "\":\"([^\"]+)\".*", "$1");
  }
}
