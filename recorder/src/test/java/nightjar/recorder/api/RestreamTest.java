package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nightjar.base.tasks.Stop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Live streams as FFmpeg and GStreamer fetch them with a key of their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestreamTest {
  private RecorderSiteFixture nightjar;
  private String owner = "";

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    nightjar = new RecorderSiteFixture(data);
    nightjar.signUp();
    owner = nightjar.cookie;
    nightjar.awaitFootage("door", 1_000_000);
    nightjar.awaitFootage("yard", 1_000_000);
  }

  @BeforeEach
  void asOwner() {
    nightjar.cookie = owner;
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  /// A key and the address with it in front.
  private record Key(String name, String password, String address) {
    String url(String camera) {
      return address.replace("rtsp://", "rtsp://" + name + ":" + password + "@") + camera + "/main";
    }
  }

  private Key key(String cookie) throws Exception {
    nightjar.cookie = cookie;
    String made = nightjar.post("/api/v1/me/stream-keys", "{\"label\":\"desk\"}").body();
    return new Key(part(made, "name"), part(made, "password"), part(made, "address"));
  }

  private static String part(String json, String name) {
    return json.replaceAll("(?s).*\"" + name + "\":\"([^\"]+)\".*", "$1");
  }

  private String run(String... command) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin", command[0])), command[0] + " is not installed");
    Path out = Files.createTempFile(folder, "out", ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    boolean ended = process.waitFor(100, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(out, StandardCharsets.ISO_8859_1);
    assertThat(ended).as("%s ended; it said: %s", List.of(command), text).isTrue();
    return text + "\nexit " + process.waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void ffmpegDecodesEveryFrame(String transport) throws Exception {
    String said =
        run(
            "ffmpeg",
            "-v",
            "error",
            "-rtsp_transport",
            transport,
            "-i",
            key(owner).url("door"),
            "-map",
            "0:v",
            "-frames:v",
            "60",
            "-f",
            "framecrc",
            "-");
    assertThat(said.lines().filter(line -> line.matches("0, .*"))).hasSize(60);
    assertThat(said).endsWith("exit 0");
    if (transport.equals("tcp")) {
      // A busy machine may lose datagrams, which FFmpeg says.
      assertThat(said).doesNotContain("error", "missed");
    }
  }

  @Test
  void ffmpegHearsTheSoundBesideThePictures() throws Exception {
    String said =
        run(
            "ffprobe",
            "-v",
            "error",
            "-rtsp_transport",
            "tcp",
            "-show_entries",
            "stream=codec_name",
            "-of",
            "csv",
            key(owner).url("door"));
    assertThat(said).contains("h264", "aac");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void gstreamerPlaysIt(String transport) throws Exception {
    String said =
        run(
            "gst-launch-1.0",
            "-m",
            "rtspsrc",
            "location=" + key(owner).url("yard"),
            "protocols=" + transport,
            "!",
            "rtph264depay",
            "!",
            "h264parse",
            "!",
            "identity",
            "eos-after=50",
            "!",
            "fakesink");
    assertThat(said).contains("Got EOS").endsWith("exit 0");
  }

  @Test
  void aWrongPasswordAndAForeignCameraGetNothing() throws Exception {
    Key mine =
        key(nightjar.invite("desk", "viewer", "[{\"camera\":\"door\",\"acts\":[\"live\"]}]"));
    asOwner();
    assertThat(run("ffprobe", "-v", "error", "-rtsp_transport", "tcp", mine.url("door")))
        .endsWith("exit 0");
    assertThat(run("ffprobe", "-v", "error", "-rtsp_transport", "tcp", mine.url("yard")))
        .contains("404");
    var wrong = new Key(mine.name(), "not this one", mine.address());
    assertThat(
            run(
                "ffprobe",
                "-v",
                "error",
                "-rtsp_transport",
                "tcp",
                wrong.url("door").replace(" ", "%20")))
        .contains("401");
    assertThat(nightjar.post("/api/v1/me/stream-keys", "{}").statusCode()).isBetween(400, 422);
  }

  @Test
  void endingTheKeyEndsTheStream() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffmpeg")), "ffmpeg is not installed");
    Key key = key(owner);
    Path out = folder.resolve("frames.txt");
    Process player =
        new ProcessBuilder(
                "ffmpeg",
                "-v",
                "quiet",
                "-rtsp_transport",
                "tcp",
                "-i",
                key.url("door"),
                "-map",
                "0:v",
                "-flush_packets",
                "1",
                "-f",
                "framecrc",
                "-")
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      while (player.isAlive() && Files.size(out) < 1_000) {
        new Stop().await(Duration.ofMillis(50));
      }
      assertThat(player.isAlive()).isTrue();
      assertThat(nightjar.delete("/api/v1/me/stream-keys/" + key.name()).statusCode())
          .isEqualTo(204);
      assertThat(player.waitFor(100, TimeUnit.SECONDS)).isTrue();
    } finally {
      player.destroyForcibly();
    }
    assertThat(nightjar.get("/api/v1/me/stream-keys").body()).doesNotContain(key.name());
  }

  @Test
  void nonsenseEndsOneConnectionAndNoOther() throws Exception {
    Key key = key(owner);
    int port = Integer.parseInt(key.address().replaceAll(".*:(\\d+)/", "$1"));
    List<String> answers = new ArrayList<>();
    for (String say :
        List.of(
            "GET / HTTP/1.1\r\n\r\n",
            "DESCRIBE " + key.address() + "door/main RTSP/1.0\r\nCSeq: 1\r\n\r\n",
            "PLAY rtsp://x/../../etc RTSP/1.0\r\nCSeq: 2\r\nSession: 1\r\n\r\n",
            "X".repeat(20_000))) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(say.getBytes(StandardCharsets.US_ASCII));
        answers.add(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
      }
    }
    assertThat(answers)
        .containsExactly("RTSP/1.0 400", "RTSP/1.0 401", "RTSP/1.0 401", "RTSP/1.0 400");
    assertThat(run("ffprobe", "-v", "error", "-rtsp_transport", "tcp", key.url("door")))
        .endsWith("exit 0");
  }
}
