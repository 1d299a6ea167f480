package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nightjar.base.tasks.Stop;
import nightjar.recorder.evidence.Verdict;
import nightjar.recorder.evidence.Verifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What leaves the recorder proves itself, whichever way it leaves.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedExportTest {
  private RecorderSiteFixture nightjar;
  private Path folder;
  private long from;
  private long to;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
    from = nightjar.clock.wallMicros() - 60_000_000;
    nightjar.awaitFootage("door", 1_500_000);
    nightjar.awaitFootage("yard", 1_500_000);
    to = nightjar.clock.wallMicros();
    nightjar.awaitFootageAfter("door", to);
    nightjar.awaitFootageAfter("yard", to);
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  private String key() throws Exception {
    return nightjar
        .get("/api/v1/system")
        .body()
        .replaceAll("(?s).*\"evidenceKey\":\"([^\"]+)\".*", "$1");
  }

  /// Waits for the export and fetches its file.
  private Path export(String cameras, String name) throws Exception {
    HttpResponse<String> made =
        nightjar.post(
            "/api/v1/exports",
            "{\"cameras\":["
                + cameras
                + "],\"from\":"
                + from
                + ",\"to\":"
                + to
                + ",\"reference\":\"case 12\"}");
    String id = made.body().replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    String now = made.body();
    for (int i = 0; i < 600 && !now.contains("\"state\":\"done\""); i++) {
      nightjar.clock.sleep(Duration.ofMillis(100), new Stop());
      now = nightjar.get("/api/v1/exports/" + id).body();
    }
    assertThat(now).contains("\"state\":\"done\"").contains("\"signed\":true");
    return Files.write(
        folder.resolve(name), nightjar.bytes("/api/v1/exports/" + id + "/file").body());
  }

  @Test
  void oneCameraIsSignedByTheKeyThatTheSystemPageShows() throws Exception {
    Path file = export("\"door\"", "door.mp4");
    var verdict = (Verdict.Unchanged) Verifier.verify(file).files().values().iterator().next();
    assertThat(verdict.key()).isEqualTo(key()).matches("([0-9A-Z]{4}-){7}[0-9A-Z]{4}");
    assertThat(verdict.statement().exportedBy()).isEqualTo("owner");
    assertThat(verdict.statement().reference()).isEqualTo("case 12");
    assertThat(verdict.statement().recorder().serial()).startsWith("NJ");
  }

  @Test
  void severalCamerasAreSignedEachInOneArchive() throws Exception {
    Verifier.Report report = Verifier.verify(export("\"door\",\"yard\"", "both.zip"));
    assertThat(report.files()).containsOnlyKeys("door.mp4", "yard.mp4");
    assertThat(report.unchanged()).isTrue();
  }

  @Test
  void theDownloadAtOnceIsSignedToo() throws Exception {
    String path = "/api/v1/cameras/door/video.mp4?from=" + from + "&to=" + to + "&download=true";
    HttpResponse<byte[]> whole = nightjar.bytes(path);
    assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(whole.body().length);
    Path file = Files.write(folder.resolve("download.mp4"), whole.body());
    assertThat(Verifier.verify(file).unchanged()).isTrue();
  }

  @Test
  void aRangeOfADownloadIsTheSameBytes() throws Exception {
    String path = "/api/v1/cameras/door/video.mp4?from=" + from + "&to=" + to + "&download=true";
    byte[] whole = nightjar.bytes(path).body();
    byte[] head = nightjar.bytes(path, "Range", "bytes=0-999").body();
    assertThat(head).isEqualTo(java.util.Arrays.copyOf(whole, 1_000));
    byte[] tail = nightjar.bytes(path, "Range", "bytes=" + (whole.length - 100) + "-").body();
    assertThat(tail).hasSize(100);
  }
}
