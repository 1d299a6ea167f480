package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Virtual files before an independent judge: `ffmpeg` decodes from any span exactly the source's frames of that span, at their
/// time.
class VirtualMp4FfmpegTest {
  private static final long WALL = 1_750_000_000_000_000L;
  private static final String PCM = "-c:a aac -ar 16000 -ac 1";

  @TempDir Path folder;

  private record Shown(long micros, String hash) {}

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "libx264 -bf 0 -profile:v baseline",
        "libx264 -bf 3 -b_strategy 0",
        "libx265 -x265-params bframes=0:log-level=none",
        "libx265 -x265-params bframes=4:open-gop=0:log-level=none"
      })
  void anySpanShowsTheFramesOfTheSourceInTheSpanAtTheirTime(String encoder) throws IOException {
    Path source = source("source.mp4", encoder, "320x180", PCM);
    Footage footage = new Footage();
    footage.record(footage.read(source, WALL), 900_000);
    assertThat(footage.pieces).hasSizeGreaterThan(2);
    List<Shown> all = shown(source, "-ignore_editlist", "1");
    Random random = new Random(11);
    for (int i = 0; i < 12; i++) {
      long from = random.nextInt(3_000_000);
      long to = from + 80_000 + random.nextInt(2_500_000);
      VirtualMp4 mp4 = VirtualMp4.of(footage.pieces, WALL + from, WALL + to, Gaps.KEEP);
      Path file = footage.save(mp4, folder.resolve("span.mp4"));
      long start = mp4.startWallMicros() - WALL;
      List<Shown> expected = new ArrayList<>();
      for (Shown frame : all) {
        if (frame.micros <= start) {
          expected.clear(); // the picture on screen at the start is cut to begin there
          expected.add(new Shown(0, frame.hash));
        } else if (frame.micros < to) {
          expected.add(new Shown(frame.micros - start, frame.hash));
        }
      }
      assertSame(shown(file), expected, "span " + from + " to " + to);
      assertThat(soundSeconds(file)).isBetween(0.0, (to - start) / 1e6 + 0.15);
    }
  }

  @Test
  void changedParametersPlayOnWithASecondSampleEntry() throws IOException {
    Footage footage = new Footage();
    Path first = source("first.mp4", "libx264 -bf 0", "320x180", PCM);
    Path second = source("second.mp4", "libx264 -bf 2", "640x360", PCM);
    footage.record(footage.read(first, WALL), 60_000_000);
    footage.record(footage.read(second, WALL + 3_000_000), 60_000_000);
    VirtualMp4 mp4 = VirtualMp4.of(footage.pieces, WALL, WALL + 7_000_000, Gaps.KEEP);
    Path file = footage.save(mp4, folder.resolve("span.mp4"));

    List<Shown> late =
        shown(second, "-ignore_editlist", "1").stream()
            .map(frame -> new Shown(frame.micros + 3_000_000, frame.hash))
            .toList();
    assertSame(shown(file), concat(shown(first, "-ignore_editlist", "1"), late), "both");
    assertThat(Mp4File.read(Source.of(java.nio.ByteBuffer.wrap(Files.readAllBytes(file)))).tracks())
        .extracting(track -> track.configs().size())
        .containsExactly(2, 1);
  }

  @Test
  void changedCodingPlaysFromASecondTrack() throws IOException {
    Footage footage = new Footage();
    Path first = source("first.mp4", "libx264 -bf 0", "320x180", PCM);
    Path second =
        source("second.mp4", "libx265 -x265-params log-level=none:bframes=0", "320x180", PCM);
    footage.record(footage.read(first, WALL), 60_000_000);
    footage.record(footage.read(second, WALL + 3_000_000), 60_000_000);
    VirtualMp4 mp4 = VirtualMp4.of(footage.pieces, WALL, WALL + 7_000_000, Gaps.KEEP);
    Path file = footage.save(mp4, folder.resolve("span.mp4"));

    List<Shown> late =
        shown(second, "-ignore_editlist", "1").stream()
            .map(frame -> new Shown(frame.micros + 3_000_000, frame.hash))
            .toList();
    assertSame(stream(file, 0), shown(first, "-ignore_editlist", "1"), "H.264");
    assertSame(stream(file, 2), late, "H.265");
  }

  @Test
  void gapStandsStillOrIsLeftOut() throws IOException {
    Footage footage = new Footage();
    Path source = source("source.mp4", "libx264 -bf 0", "320x180", PCM);
    footage.record(footage.read(source, WALL), 60_000_000);
    footage.record(footage.read(source, WALL + 13_000_000), 60_000_000);
    VirtualMp4 keep = VirtualMp4.of(footage.pieces, WALL, WALL + 60_000_000, Gaps.KEEP);
    VirtualMp4 collapse = VirtualMp4.of(footage.pieces, WALL, WALL + 60_000_000, Gaps.COLLAPSE);
    Path kept = footage.save(keep, folder.resolve("keep.mp4"));
    Path collapsed = footage.save(collapse, folder.resolve("collapse.mp4"));

    List<Shown> frames = shown(source, "-ignore_editlist", "1");
    List<Shown> late = frames.stream().map(f -> new Shown(f.micros + 13_000_000, f.hash)).toList();
    List<Shown> early = frames.stream().map(f -> new Shown(f.micros + 3_000_000, f.hash)).toList();
    assertSame(shown(kept), concat(frames, late), "kept");
    assertSame(shown(collapsed), concat(frames, early), "collapsed");
    assertThat(keep.durationMicros()).isEqualTo(16_000_000);
    assertThat(collapse.durationMicros()).isEqualTo(6_000_000);
    assertThat(soundSeconds(kept)).isBetween(15.8, 16.2);
    assertThat(soundSeconds(collapsed)).isBetween(5.8, 6.3);
  }

  @Test
  void g711AndPicturesPlayTogether() throws IOException {
    Footage footage = new Footage();
    Path source = source("source.mp4", "libx264 -bf 0", "320x180", "-an");
    List<Frame> frames = new ArrayList<>(footage.read(source, WALL));
    byte[] raw = new byte[24_000];
    new Random(1).nextBytes(raw);
    frames.addAll(
        footage.sound(new CodecConfig.G711(CodecConfig.G711.Law.A, 8_000, 1), 1, raw, 160, WALL));
    footage.record(frames, 1_100_000);
    VirtualMp4 mp4 = VirtualMp4.of(footage.pieces, WALL + 1_000_000, WALL + 2_000_000, Gaps.KEEP);
    Path file = footage.save(mp4, folder.resolve("span.mp4"));
    Path sound = folder.resolve("sound.raw");
    Ffmpeg.make(sound, "-xerror -i " + file + " -map 0:a -c:a pcm_alaw -f alaw");

    byte[] cut = java.util.Arrays.copyOfRange(raw, 8_000, 16_000);
    assertThat(new String(Files.readAllBytes(sound), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains(new String(cut, java.nio.charset.StandardCharsets.ISO_8859_1));
    assertThat(shown(file)).hasSize(25);
  }

  private static List<Shown> concat(List<Shown> a, List<Shown> b) {
    List<Shown> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  /// The same frames at the same times, but for the rounding of two timescales.
  private static void assertSame(List<Shown> actual, List<Shown> expected, String what) {
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      Shown a = actual.get(i);
      Shown e = expected.get(i);
      if (!a.hash.equals(e.hash) || Math.abs(a.micros - e.micros) > 12) {
        throw new AssertionError("%s: frame %d is %s instead of %s".formatted(what, i, a, e));
      }
    }
    assertThat(actual.size()).as(what).isEqualTo(expected.size());
  }

  private Path source(String name, String encoder, String size, String sound) {
    Ffmpeg.assumeEncoder(encoder.substring(0, encoder.indexOf(' ')));
    Path source = folder.resolve(name);
    Ffmpeg.make(
        source,
        "-f lavfi -i testsrc2=s="
            + size
            + ":r=25:d=3 -f lavfi -i sine=440:d=3 -pix_fmt yuv420p -g 25 -c:v "
            + encoder
            + " -video_track_timescale 90000 "
            + sound);
    return source;
  }

  private static List<Shown> shown(Path file, String... options) {
    return stream(file, 0, options);
  }

  private static List<Shown> stream(Path file, int stream, String... options) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-xerror"));
    command.addAll(List.of(options));
    command.addAll(List.of("-i", file.toString(), "-map", "0:" + stream, "-autoscale", "0"));
    command.addAll(
        List.of("-fps_mode", "passthrough", "-enc_time_base", "1:90000", "-f", "framemd5", "-"));
    List<Shown> frames = new ArrayList<>();
    for (String line : Ffmpeg.quiet(command.toArray(String[]::new))) {
      if (!line.startsWith("#")) {
        String[] fields = line.split(", *", -1);
        frames.add(
            new Shown(
                Ticks.toMicros(Long.parseLong(fields[2].strip()), 90_000), fields[5].strip()));
      }
    }
    return frames;
  }

  private static double soundSeconds(Path file) {
    List<String> lines =
        Ffmpeg.quiet(
            "ffprobe",
            "-v",
            "error",
            "-select_streams",
            "a",
            "-show_entries",
            "stream=duration",
            "-of",
            "csv=p=0",
            file.toString());
    return lines.isEmpty() ? 0 : Double.parseDouble(lines.getFirst());
  }
}
