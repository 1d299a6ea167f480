package nightjar.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Streams that FFmpeg encoded or GStreamer encodes, sent by GStreamer's RTSP server: the recording shows every picture of
/// the source, and holds every packet of its sound.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GStreamerTest {
  /// GStreamer counts in nanoseconds, RTP in 1/90,000 s, either rounds.
  private static final long ROUNDING = 3;

  /// A coding that cameras and encoders use, and how it is made and sent.
  enum Clip {
    BASELINE("320x240", "25", "-c:v libx264 -profile:v baseline -g 25 -pix_fmt yuv420p"),
    B_PYRAMID(
        "320x240",
        "25",
        "-c:v libx264 -bf 3 -g 50 -x264-params b-pyramid=normal:ref=4 -pix_fmt yuv420p"),
    OPEN_GOP("320x240", "25", "-c:v libx264 -bf 2 -g 25 -x264-params open-gop=1 -pix_fmt yuv420p"),
    INTRA_REFRESH(
        "320x240",
        "25",
        "-c:v libx264 -g 50 -x264-params intra-refresh=1:keyint=50 -bf 0 -pix_fmt yuv420p"),
    TEN_BIT("320x240", "25", "-c:v libx264 -bf 2 -g 50 -pix_fmt yuv420p10le"),
    ODD_SIZE("322x242", "25", "-c:v libx264 -g 50 -pix_fmt yuv420p"),
    CHROMA_444("333x241", "25", "-c:v libx264 -g 50 -pix_fmt yuv444p"),
    INTERLACED(
        "320x240", "25", "-c:v libx264 -flags +ilme+ildct -x264opts tff=1 -g 50 -pix_fmt yuv420p"),
    /// GStreamer 1.22 marks every slice of a key frame as the last of its picture.
    SLICES("320x240", "30000/1001", "-c:v libx264 -bf 0 -slices 4 -g 50 -pix_fmt yuv420p"),
    HEVC_B(
        "320x240",
        "25",
        "-c:v libx265 -x265-params bframes=4:keyint=50:log-level=none -tag:v hvc1 -pix_fmt yuv420p"),
    HEVC_OPEN_GOP(
        "322x242",
        "25",
        "-c:v libx265 -x265-params bframes=3:keyint=25:open-gop=1:log-level=none -tag:v hvc1 -pix_fmt yuv420p"),
    HEVC_TEN_BIT(
        "320x240",
        "25",
        "-c:v libx265 -x265-params keyint=50:log-level=none -tag:v hvc1 -pix_fmt yuv420p10le"),
    HEVC_SLICES(
        "320x240",
        "15",
        "-c:v libx265 -x265-params slices=4:keyint=30:bframes=0:log-level=none -tag:v hvc1 -pix_fmt yuv420p"),
    AAC("320x240", "25", "-c:v libx264 -g 50 -pix_fmt yuv420p -c:a aac -ac 2 -ar 44100"),
    /// The same sound as LATM (RFC 6416).
    AAC_LATM("320x240", "25", "-c:v libx264 -g 50 -pix_fmt yuv420p -c:a aac -ac 1 -ar 32000"),
    OPUS("320x240", "25", "-c:v libx264 -g 50 -pix_fmt yuv420p -c:a libopus -ar 48000"),
    ODD_RATE("320x240", "29.83", "-c:v libx264 -bf 3 -g 50 -pix_fmt yuv420p"),
    OVER_UDP("320x240", "25", "-c:v libx264 -bf 2 -g 50 -pix_fmt yuv420p -c:a aac -ar 16000 -ac 1"),
    HEVC_OVER_UDP(
        "320x240",
        "25",
        "-c:v libx265 -x265-params keyint=50:log-level=none -tag:v hvc1 -pix_fmt yuv420p");

    private final String size;
    private final String rate;
    private final String coding;

    Clip(String size, String rate, String coding) {
      this.size = size;
      this.rate = rate;
      this.coding = coding;
    }

    String id() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    boolean sound() {
      return coding.contains("-c:a");
    }

    TransportChoice transport() {
      return name().endsWith("UDP") ? TransportChoice.UDP : TransportChoice.TCP;
    }

    void make(Path file) {
      List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
      command.addAll(
          List.of(
              "-f", "lavfi", "-i", "testsrc2=size=%s:rate=%s:duration=4".formatted(size, rate)));
      if (sound()) {
        command.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=4"));
      }
      command.addAll(List.of(coding.split(" ", -1)));
      command.addAll(List.of("-preset", "ultrafast", file.toString()));
      Program.quiet(command);
    }

    String launch(Path file) {
      boolean hevc = coding.contains("libx265");
      String video =
          hevc
              ? "h265parse ! rtph265pay config-interval=-1"
              : "h264parse ! rtph264pay config-interval=-1";
      String sound =
          coding.contains("libopus")
              ? " d. ! queue ! rtpopuspay name=pay1 pt=97"
              : " d. ! queue ! aacparse ! "
                  + (this == AAC_LATM ? "rtpmp4apay" : "rtpmp4gpay")
                  + " name=pay1 pt=97";
      return "( filesrc location="
          + file
          + " ! qtdemux name=d  d. ! queue ! "
          + video
          + " name=pay0 pt=96 "
          + (sound() ? sound : "")
          + " )";
    }
  }

  private Path folder = Path.of("");
  private final Map<Clip, List<Path>> recorded = new LinkedHashMap<>();
  private List<String> log = List.of();

  @BeforeAll
  void record(@TempDir Path fresh) throws IOException {
    folder = fresh;
    Program.assume("ffmpeg", "ffprobe");
    Map<String, String> pipelines = new LinkedHashMap<>();
    for (Clip clip : Clip.values()) {
      clip.make(source(clip));
      pipelines.put(clip.id(), clip.launch(source(clip)));
    }
    try (var server = new GStreamerServer(folder, pipelines)) {
      List<CameraConfig> cameras = new ArrayList<>();
      for (Clip clip : Clip.values()) {
        cameras.add(CameraConfig.of(clip.id(), server.url(clip.id())).with(clip.transport()));
      }
      Path tapeFolder = Files.createDirectory(folder.resolve("tape"));
      try (Tape tape = new Tape(tapeFolder, cameras)) {
        // Four seconds of each, and within the time after which a silent camera is connected to
        // again.
        Tape.wait(
            Duration.ofSeconds(9),
            () -> cameras.stream().allMatch(camera -> tape.frames(camera.id()) > 400));
        tape.end();
        for (Clip clip : Clip.values()) {
          recorded.put(clip, tape.files(clip.id()));
        }
        log = tape.log();
      }
    }
  }

  private Path source(Clip clip) {
    return folder.resolve(clip.id() + ".mp4");
  }

  @ParameterizedTest
  @EnumSource
  void everyFrameComesBack(Clip clip) {
    List<Path> files = recorded.getOrDefault(clip, List.of());
    assertThat(files).as("files of %s; %s", clip, log).hasSize(1);
    Tape.assertClean(files);
    Decoded truth = Decoded.pictures(source(clip));
    Decoded.pictures(files.getFirst()).assertSame(truth, ROUNDING, clip.toString());
    if (clip.sound()) {
      // GStreamer leaves out what the edit list hides, and sends some sound before the first
      // picture.
      List<String> whole = Decoded.sound(source(clip)).hashes();
      List<String> sound = Decoded.sound(files.getFirst()).hashes();
      assertThat(Collections.indexOfSubList(whole, sound)).as("sound of %s", clip).isBetween(0, 5);
      assertThat(sound).as("sound of %s", clip).hasSizeGreaterThanOrEqualTo(whole.size() - 5);
    }
  }
}
