package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Recording files before an independent judge: `ffmpeg` decodes from them, without a word, what it decodes from the source.
class RecordingFfmpegTest {
  private static final long WALL = 1_750_000_000_000_000L;
  private static final long MINUTE = 60_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "libx264, -bf 0 -profile:v baseline",
    "libx264, -bf 3 -b_strategy 0",
    "libx265, -x265-params bframes=0:log-level=none",
    "libx265, -x265-params bframes=4:log-level=none"
  })
  void picturesAndSoundDecodeAsFromTheSource(String encoder, String options) throws IOException {
    Path source = source(encoder, options, "-c:a aac -ar 16000 -ac 1");
    Footage footage = new Footage();
    footage.record(footage.read(source, WALL), MINUTE);
    Path recorded = footage.save("file0.mp4", folder);

    assertThat(frames(recorded, 0)).isEqualTo(frames(source, 0)).hasSize(75);
    assertThat(frames(recorded, 1)).isEqualTo(frames(source, 1)).hasSizeGreaterThan(40);
    assertThat(durationSeconds(recorded)).isBetween(2.9, 3.3);
  }

  @ParameterizedTest
  @EnumSource(CodecConfig.G711.Law.class)
  void g711DecodesAsFromTheSource(CodecConfig.G711.Law law) throws IOException {
    Path source = source("libx264", "-bf 0", "-an");
    String coding = law == CodecConfig.G711.Law.A ? "alaw" : "mulaw";
    Path raw = folder.resolve("raw");
    Ffmpeg.make(raw, "-f lavfi -i sine=500:r=8000:d=3 -c:a pcm_" + coding + " -f " + coding);
    Footage footage = new Footage();
    CodecConfig config = new CodecConfig.G711(law, 8_000, 1);
    List<Frame> frames = new ArrayList<>(footage.read(source, WALL));
    frames.addAll(footage.sound(config, 1, Files.readAllBytes(raw), 160, WALL + 5_000));
    footage.record(frames, MINUTE);
    Path recorded = footage.save("file0.mp4", folder);
    Path back = folder.resolve("back");
    Ffmpeg.make(back, "-xerror -i " + recorded + " -map 0:a -c:a copy -f " + coding);

    assertThat(back).hasSameBinaryContentAs(raw);
    assertThat(frames(recorded, 1)).hasSize(150);
  }

  @Test
  void opusDecodesAsFromTheSource() throws IOException {
    Ffmpeg.assumeEncoder("libopus");
    Path source = source("libx264", "-bf 0", "-c:a libopus -ar 48000 -ac 2");
    Footage footage = new Footage();
    footage.record(footage.read(source, WALL), MINUTE);
    Path recorded = footage.save("file0.mp4", folder);

    assertThat(packets(recorded, 1)).isEqualTo(packets(source, 1)).hasSizeGreaterThan(100);
  }

  /// Chroma format and bit depths too, which profiles from High on say behind the parameter sets.
  @ParameterizedTest
  @CsvSource({
    "baseline, yuv420p",
    "main, yuv420p",
    "high, yuv420p",
    "high10, yuv420p10le",
    "high422, yuv422p10le",
    "high444, yuv444p"
  })
  void avcConfigurationIsByteForByteWhatFfmpegWrites(String profile, String format)
      throws IOException {
    Path source = source("libx264", "-bf 0 -profile:v " + profile + " -pix_fmt " + format, "-an");
    Footage footage = new Footage();
    footage.record(footage.read(source, WALL), MINUTE);
    Path recorded = footage.save("file0.mp4", folder);

    assertThat(avcC(recorded)).isEqualTo(avcC(source));
  }

  private static Bytes avcC(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int at = 4;
    while (bytes.getInt(at) != BoxType.AVCC) {
      at++;
    }
    return Bytes.copyOf(bytes, at + 4, bytes.getInt(at - 4) - 8);
  }

  @Test
  void everyFileOfASessionPlaysAlone() throws IOException {
    Path source = source("libx264", "-bf 2 -g 12", "-c:a aac -ar 44100 -ac 2");
    Footage footage = new Footage();
    footage.record(footage.read(source, WALL), 700_000);
    assertThat(footage.files).hasSizeGreaterThan(3);
    int pictures = 0;
    for (String key : footage.files.keySet()) {
      pictures += frames(footage.save(key, folder), 0).size();
    }
    assertThat(pictures).isEqualTo(75);
  }

  @Test
  void fileTornAnywherePlaysUpToItsLastWholeFragment() throws IOException {
    Path source = source("libx264", "-bf 0 -g 25", "-an");
    Footage footage = new Footage();
    footage.record(footage.read(source, WALL), MINUTE);
    byte[] whole = Files.readAllBytes(footage.save("file0.mp4", folder));
    Path torn = folder.resolve("torn.mp4");
    Files.write(torn, java.util.Arrays.copyOf(whole, whole.length - 100));

    assertThat(
            Ffmpeg.run(
                    "ffprobe",
                    "-v",
                    "error",
                    "-count_frames",
                    "-show_entries",
                    "stream=nb_read_frames",
                    "-of",
                    "csv=p=0",
                    torn.toString())
                .lines()
                .getFirst())
        .startsWith("7");
  }

  private Path source(String encoder, String options, String sound) {
    Ffmpeg.assumeEncoder(encoder);
    Path source = folder.resolve("source.mp4");
    Ffmpeg.make(
        source,
        "-f lavfi -i testsrc2=s=320x180:r=25:d=3 -f lavfi -i sine=440:d=3 -pix_fmt yuv420p -g 25 "
            + "-c:v "
            + encoder
            + " "
            + options
            + " -video_track_timescale 90000 "
            + sound);
    return source;
  }

  /// Time from the first frame, and hash, of every decoded frame of a stream.
  static List<String> frames(Path file, int stream) {
    return relative(
        Ffmpeg.quiet(
            "ffmpeg",
            "-v",
            "error",
            "-xerror",
            "-ignore_editlist",
            "1",
            "-i",
            file.toString(),
            "-map",
            "0:" + stream,
            "-fps_mode",
            "passthrough",
            "-enc_time_base",
            "-1",
            "-f",
            "framemd5",
            "-"));
  }

  /// Time from the first packet, and hash, of every packet of a stream.
  static List<String> packets(Path file, int stream) {
    return relative(
        Ffmpeg.quiet(
            "ffmpeg",
            "-v",
            "error",
            "-xerror",
            "-ignore_editlist",
            "1",
            "-i",
            file.toString(),
            "-map",
            "0:" + stream,
            "-c",
            "copy",
            "-f",
            "framemd5",
            "-"));
  }

  private static List<String> relative(List<String> lines) {
    List<String> frames = new ArrayList<>();
    long first = Long.MIN_VALUE;
    for (String line : lines) {
      if (!line.startsWith("#")) {
        String[] fields = line.split(", *", -1);
        long pts = Long.parseLong(fields[2].strip());
        first = first == Long.MIN_VALUE ? pts : first;
        frames.add(pts - first + " " + fields[5].strip());
      }
    }
    return frames;
  }

  static double durationSeconds(Path file) {
    return Double.parseDouble(
        Ffmpeg.quiet(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "format=duration",
                "-of",
                "csv=p=0",
                file.toString())
            .getFirst());
  }
}
