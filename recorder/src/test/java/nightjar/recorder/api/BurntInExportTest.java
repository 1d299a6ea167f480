package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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

/// An export with the time in its pictures: what stands there is compared with what FFmpeg writes, told in plain words, for the
/// recorder's time of that picture and for times beside it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BurntInExportTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LINE = 40;

  /// More than one slice of the coder.
  private static final long SPAN = 12_000_000;

  private RecorderSiteFixture nightjar;
  private Path folder;
  private long from;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    assumeTrue(FootageCoder.works(), "FFmpeg is not installed");
    folder = temporary;
    nightjar = new RecorderSiteFixture(temporary);
    nightjar.signUp();
    nightjar.awaitFootage("door", SPAN + 2_000_000);
    from =
        nightjar
            .recorder
            .store()
            .coverage(StreamKey.of("door", "main"), 0, nightjar.clock.wallMicros())
            .recorded()
            .getFirst()
            .start();
  }

  @AfterAll
  void end() {
    if (nightjar != null) {
      nightjar.close();
    }
  }

  @Test
  void eachPictureSaysWhenItWasTaken() throws Exception {
    String export = finished("\"burnInTime\":true");
    assertThat(export).contains("\"done\"", "\"timeBurntIn\":true");
    Path file = Files.write(folder.resolve("burnt.mp4"), file(export));
    List<byte[]> pictures = pictures(file);
    List<Long> taken = taken();
    // From the key frame before the span's beginning, which is the first, to the end of the GOP
    // that goes on at its end.
    assertThat(pictures.size()).isBetween(taken.size(), taken.size() + 100);
    for (int i = 0; i < taken.size(); i += 23) {
      assertThat(tenthsOff(pictures.get(i), taken.get(i))).as("picture %d", i).isBetween(-1, 1);
    }
    assertThat(Verifier.verify(file).files().values())
        .singleElement()
        .isInstanceOfSatisfying(
            Verdict.Unchanged.class,
            verdict -> assertThat(verdict.statement().timeBurntIn()).hasValue(true));
  }

  @Test
  void withoutTheWishPicturesComeAsTheyWereRecorded() throws Exception {
    String export = finished("\"burnInTime\":false");
    assertThat(export).contains("\"done\"").doesNotContain("timeBurntIn\":true");
    Path file = Files.write(folder.resolve("plain.mp4"), file(export));
    assertThat(likeness(pictures(file).getFirst(), line(taken().getFirst()))).isLessThan(0.5);
  }

  @Test
  void gapsAreNotLeftOutOfPicturesThatAreCodedAnew() throws Exception {
    HttpResponse<String> refused =
        nightjar.post("/api/v1/exports", order("\"burnInTime\":true,\"gaps\":\"collapse\""));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(refused.body()).contains("gaps");
  }

  private String order(String more) {
    return "{\"cameras\":[\"door\"],\"from\":"
        + from
        + ",\"to\":"
        + (from + SPAN)
        + ","
        + more
        + "}";
  }

  /// When the recorder says each picture was taken.
  private List<Long> taken() throws Exception {
    String answer =
        nightjar
            .get("/api/v1/cameras/door/frames?from=" + from + "&to=" + (from + SPAN))
            .body()
            .replaceAll("(?s).*\"times\":\\[([0-9,]*)].*", "$1");
    return Arrays.stream(answer.split(",")).map(Long::valueOf).toList();
  }

  private String finished(String more) throws Exception {
    String begun = nightjar.post("/api/v1/exports", order(more)).body();
    String id = begun.replaceAll("(?s)\\{\"id\":\"([0-9a-f]+)\".*", "$1");
    for (int i = 0; i < 1_200; i++) {
      String now = nightjar.get("/api/v1/exports/" + id).body();
      if (now.contains("\"done\"") || now.contains("\"failed\"")) {
        return now;
      }
      nightjar.clock.sleep(Duration.ofMillis(50), new Stop());
    }
    throw new AssertionError("the export does not end: " + begun);
  }

  private byte[] file(String export) throws Exception {
    String id = export.replaceAll("(?s)\\{\"id\":\"([0-9a-f]+)\".*", "$1");
    return nightjar.bytes("/api/v1/exports/" + id + "/file").body();
  }

  /// How many tenths of a second the written time is beside `taken`, by what it looks most like.
  private int tenthsOff(byte[] picture, long taken) throws Exception {
    int best = 0;
    double most = -1;
    for (int off : IntStream.rangeClosed(-5, 5).toArray()) {
      double likeness = likeness(picture, line(taken + off * 100_000L));
      if (likeness > most) {
        most = likeness;
        best = off;
      }
    }
    assertThat(most).as("how like any of them").isGreaterThan(0.8);
    return best;
  }

  private String line(long micros) {
    ZoneId zone = nightjar.settings.settings().site().zoneId();
    var at = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000).atZone(zone);
    String offset = at.getOffset().getTotalSeconds() == 0 ? "" : at.getOffset().getId();
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.S", Locale.ROOT).format(at)
        + " UTC"
        + offset
        + "   door";
  }

  /// Correlation of the picture's last lines with this text, white on black, over the width of the text.
  private double likeness(byte[] picture, String text) throws Exception {
    Path words = Files.writeString(folder.resolve("words.txt"), text);
    Path out = folder.resolve("words.gray");
    run(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            "color=black:s=" + WIDTH + "x" + HEIGHT + ":d=0.04",
            "-vf",
            "drawtext=font=monospace:fontsize=max(10\\,min(h/32\\,w/40)):fontcolor=white:x=12:y=h-th-12:expansion=none:textfile="
                + words,
            "-frames:v",
            "1",
            "-pix_fmt",
            "gray",
            "-f",
            "rawvideo",
            out.toString()));
    byte[] expected = Files.readAllBytes(out);
    int[] lit =
        IntStream.range((HEIGHT - LINE) * WIDTH, HEIGHT * WIDTH)
            .filter(i -> (expected[i] & 0xff) > 128)
            .toArray();
    int left = Arrays.stream(lit).map(i -> i % WIDTH).min().orElseThrow();
    int right = Arrays.stream(lit).map(i -> i % WIDTH).max().orElseThrow();
    int top = lit[0] / WIDTH;
    int bottom = lit[lit.length - 1] / WIDTH;
    int[] area =
        IntStream.rangeClosed(top * WIDTH, bottom * WIDTH + right)
            .filter(i -> i % WIDTH >= left && i % WIDTH <= right)
            .toArray();
    return correlation(area, picture, expected);
  }

  private static double correlation(int[] area, byte[] a, byte[] b) {
    double meanA = Arrays.stream(area).map(i -> a[i] & 0xff).average().orElseThrow();
    double meanB = Arrays.stream(area).map(i -> b[i] & 0xff).average().orElseThrow();
    double both = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i : area) {
      double da = (a[i] & 0xff) - meanA;
      double db = (b[i] & 0xff) - meanB;
      both += da * db;
      squareA += da * da;
      squareB += db * db;
    }
    return both / Math.sqrt(squareA * squareB);
  }

  private List<byte[]> pictures(Path file) throws Exception {
    Path out = folder.resolve("pictures.gray");
    run(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-xerror",
            "-y",
            "-i",
            file.toString(),
            "-fps_mode",
            "passthrough",
            "-pix_fmt",
            "gray",
            "-f",
            "rawvideo",
            out.toString()));
    byte[] all = Files.readAllBytes(out);
    int each = WIDTH * HEIGHT;
    return IntStream.range(0, all.length / each)
        .mapToObj(i -> Arrays.copyOfRange(all, i * each, (i + 1) * each))
        .toList();
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, said).isEqualTo(0);
    assertThat(said).isEmpty();
  }
}
