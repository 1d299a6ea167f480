package nightjar.cameras.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import nightjar.base.testing.Fixtures;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Players nobody here wrote decode every picture of a file shown once, and say nothing while they do.
@Tag("slow")
class PlayersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"tcp, libx264", "udp, libx264", "tcp, libx265", "udp, libx265"})
  void ffmpegDecodesEveryPictureOfTheFile(String transport, String encoder) throws Exception {
    assumeTrue(has("ffmpeg"));
    Path file = movie(encoder);
    try (Simulator simulator = showing(file)) {
      String url = simulator.url(1, StreamName.MAIN);
      List<String> played = pictures("-rtsp_transport", transport, "-i", url);
      assertThat(played).hasSize(100).isEqualTo(pictures("-i", file.toString()));
    }
  }

  @Test
  void ffmpegDecodesRealFootage() throws Exception {
    Optional<Path> file = Fixtures.find("footage/intelgif_car-detection.mp4");
    assumeTrue(has("ffmpeg") && file.isPresent());
    try (Simulator simulator = showing(file.get())) {
      String url = simulator.url(1, StreamName.MAIN);
      assertThat(pictures("-rtsp_transport", "tcp", "-i", url))
          .isEqualTo(pictures("-i", file.get().toString()));
    }
  }

  @ParameterizedTest
  @CsvSource({"tcp, libx264, h264", "udp, libx264, h264", "tcp, libx265, h265"})
  void gstreamerDecodesEveryPictureOfTheFile(String transport, String encoder, String codec)
      throws Exception {
    assumeTrue(has("ffmpeg") && has("gst-launch-1.0"));
    Path file = movie(encoder);
    Path raw = folder.resolve("gst.yuv");
    try (Simulator simulator = showing(file)) {
      String pipeline =
          "rtspsrc location=%s protocols=%s name=s s. ! application/x-rtp,media=video ! rtp%sdepay ! %sparse ! avdec_%s ! video/x-raw,format=I420 ! filesink location=%s"
              .formatted(simulator.url(1, StreamName.MAIN), transport, codec, codec, codec, raw);
      run(List.of(("gst-launch-1.0 -q " + pipeline).split(" ")));
    }
    String input = "-f rawvideo -pix_fmt yuv420p -s 640x360 -i " + raw;
    assertThat(pictures(input.split(" "))).hasSize(100).isEqualTo(pictures("-i", file.toString()));
  }

  @Test
  void vlcPlaysTheFile() throws Exception {
    // Debian's VLC since 3.0.20 is built without live555, and then plays no RTSP at all.
    assumeTrue(has("ffmpeg") && has("cvlc") && vlcKnowsRtsp());
    Path file = movie("libx264");
    Path out = folder.resolve("vlc.ts");
    try (Simulator simulator = showing(file)) {
      String sout = "#std{access=file,mux=ts,dst=" + out + "}";
      run(List.of("cvlc", "-q", simulator.url(1, StreamName.MAIN), "--sout", sout, "vlc://quit"));
    }
    assertThat(pictures("-i", out.toString())).isEqualTo(pictures("-i", file.toString()));
  }

  @ParameterizedTest
  @CsvSource({"H264", "H265"})
  void ffmpegDecodesSyntheticPicturesWithoutComplaint(SimulatedStream.Video video)
      throws Exception {
    assumeTrue(has("ffmpeg"));
    SimulatedStream stream = SimulatedStream.Synthetic.of(video, 640, 360, 1_000_000);
    try (Simulator simulator =
        Simulator.start(
            SimulatorConfig.of(1, stream, Optional.empty()),
            new SystemClock(),
            new SplittableRandom(1))) {
      String url = simulator.url(1, StreamName.MAIN);
      assertThat(pictures("-rtsp_transport", "tcp", "-i", url, "-frames:v", "60")).hasSize(60);
    }
  }

  /// Four seconds at 25 pictures a second, with B-frames and sound.
  private Path movie(String encoder) throws Exception {
    Path file = folder.resolve("movie.mp4");
    run(
        List.of(
            ("ffmpeg -v error -y -f lavfi -i testsrc2=s=640x360:r=25 -f lavfi -i sine=r=16000 -t 4 -c:v "
                    + encoder
                    + (encoder.equals("libx265") ? " -x265-params log-level=error" : "")
                    + " -preset ultrafast -bf 2 -g 25 -pix_fmt yuv420p -c:a aac "
                    + file)
                .split(" ")));
    return file;
  }

  private static Simulator showing(Path file) {
    return Simulator.start(
        SimulatorConfig.of(1, new SimulatedStream.Mp4File(file, true), Optional.empty()),
        new SystemClock(),
        new SplittableRandom(1));
  }

  /// The hash of each picture FFmpeg decodes; it must not complain.
  private List<String> pictures(String... input) throws Exception {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
    command.addAll(List.of(input));
    command.addAll(List.of("-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5", "-"));
    return run(command)
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
        .toList();
  }

  private Stream<String> run(List<String> command) throws Exception {
    Path errors = folder.resolve("errors.txt");
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as("%s: %s", command, Files.readString(errors)).isZero();
    assertThat(Files.readString(errors)).as(command.toString()).isEmpty();
    return Files.readAllLines(output, StandardCharsets.UTF_8).stream();
  }

  private static boolean has(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static boolean vlcKnowsRtsp() throws IOException {
    Path plugins = Path.of("/usr/lib");
    try (Stream<Path> walk = Files.find(plugins, 5, (p, _) -> p.endsWith("liblive555_plugin.so"))) {
      return walk.findAny().isPresent();
    }
  }
}
