package nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import nightjar.base.Bytes;
import nightjar.base.testing.Fixtures;
import nightjar.media.bits.AnnexB;
import nightjar.media.codec.CodecConfig;
import nightjar.media.h264.H264Depacketizer;
import nightjar.media.h264.H264Packetizer;
import nightjar.media.h265.H265Depacketizer;
import nightjar.media.h265.H265Packetizer;
import nightjar.media.mp4.Ffmpeg;
import nightjar.media.mp4.Mp4File;
import nightjar.media.mp4.Mp4Track;
import nightjar.media.mp4.SampleTable;
import nightjar.media.mp4.Source;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.Packetizer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Other people's encoders, through packets and back: the same bytes, the times and sizes that `ffprobe` says.
class RealStreamsTest {
  @TempDir Path folder;

  @Tag("slow")
  @Test
  void everyFixtureComesBackAsItWas() throws IOException {
    Ffmpeg.assumeInstalled();
    Path root = Fixtures.find(".").orElse(null);
    Assumptions.assumeTrue(root != null, "no fixtures here");
    int streams = 0;
    List<AssertionError> failures = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(RealStreamsTest::ordinary).sorted().toList()) {
        for (Mp4Track track : tracks(file)) {
          if (track.configs().size() == 1 && track.samples().count() > 0 && sizeKnown(file)) {
            try {
              check(file, track, false);
            } catch (AssertionError e) {
              failures.add(e);
            }
            streams++;
          }
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThat(streams).isGreaterThan(60);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          odd size                | 322x182 | -c:v libx264 -pix_fmt yuv420p
          odd size 4:4:4          | 321x181 | -c:v libx264 -pix_fmt yuv444p
          baseline                | 320x240 | -c:v libx264 -profile:v baseline -pix_fmt yuv420p
          interlaced              | 352x292 | -c:v libx264 -flags +ilme+ildct -x264-params tff=1 -pix_fmt yuv420p
          4:2:2 10 bit            | 354x288 | -c:v libx264 -pix_fmt yuv422p10le
          no B-frames             | 320x240 | -c:v libx264 -bf 0 -pix_fmt yuv420p
          many B-frames           | 320x240 | -c:v libx264 -bf 8 -x264-params b-pyramid=normal -pix_fmt yuv420p
          zero latency slices     | 640x360 | -c:v libx264 -tune zerolatency -x264-params slices=4 -pix_fmt yuv420p
          H.265                   | 322x182 | -c:v libx265 -x265-params log-level=none -pix_fmt yuv420p
          H.265 4:4:4             | 321x181 | -c:v libx265 -x265-params log-level=none -pix_fmt yuv444p
          H.265 10 bit 4:2:2      | 354x288 | -c:v libx265 -x265-params log-level=none -pix_fmt yuv422p10le
          H.265 low delay         | 320x240 | -c:v libx265 -bf 0 -x265-params log-level=none:slices=2 -pix_fmt yuv420p
          H.265 lists, VUI, HRD   | 320x240 | -c:v libx265 -x265-params log-level=none:scaling-list=default:hrd=1:vbv-maxrate=500:vbv-bufsize=500:aud=1:temporal-layers=1:range=full -pix_fmt yuv420p
          """)
  void encodersOutputComesBackAsItWas(String name, String size, String arguments)
      throws IOException {
    Ffmpeg.assumeEncoder(arguments.contains("libx265") ? "libx265" : "libx264");
    Path file = folder.resolve("made.mp4");
    Ffmpeg.make(file, "-f lavfi -i testsrc=r=25:d=2:s=" + size + " -g 20 " + arguments);
    check(file, tracks(file).getFirst(), true);
  }

  /// Two views in one track put SEI of the second behind the slices of the first; no camera does.
  private static boolean ordinary(Path file) {
    return file.toString().endsWith(".mp4") && !file.endsWith("stereo_spatial.mp4");
  }

  private static boolean sizeKnown(Path file) {
    return !probedSize(file).isEmpty() && !probedSize(file).contains("0,0");
  }

  private static String probedSize(Path file) {
    List<String> lines =
        Ffmpeg.run(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v:0",
                "-show_entries",
                "stream=width,height",
                "-of",
                "csv=p=0",
                file.toString())
            .lines();
    return lines.isEmpty() ? "" : lines.getFirst().replaceAll(",$", "");
  }

  private static List<Mp4Track> tracks(Path file) {
    try {
      return Mp4File.read(source(file)).tracks().stream()
          .filter(t -> t.configs().getFirst() instanceof CodecConfig.Video)
          .toList();
    } catch (nightjar.base.Fault | IOException _) {
      return List.of();
    }
  }

  private static Source source(Path file) throws IOException {
    return Source.of(ByteBuffer.wrap(Files.readAllBytes(file)));
  }

  private static void check(Path file, Mp4Track track, boolean dtsToo) throws IOException {
    CodecConfig.Video config = (CodecConfig.Video) track.configs().getFirst();
    SplittableRandom random = new SplittableRandom(track.samples().count());
    int mtu = 200 + random.nextInt(1300);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    List<Bytes> sent = new ArrayList<>();
    List<Long> pts = new ArrayList<>();
    SampleTable samples = track.samples();
    boolean avc = config instanceof CodecConfig.Avc;
    try (RtpLoop loop = loop(config)) {
      Packetizer packetizer =
          switch (config) {
            case CodecConfig.Avc a -> new H264Packetizer(a, mtu);
            case CodecConfig.Hevc h -> new H265Packetizer(h, mtu);
          };
      for (int i = 0; i < samples.count(); i++) {
        Bytes sample =
            normal(bytes, (int) samples.offset(i), samples.size(i), track.nalLengthSize(), avc);
        long ticks = samples.pts(i) * 90_000 / track.timescale();
        if (!sample.isEmpty() && (!sent.isEmpty() || samples.sync(i))) {
          sent.add(sample);
          pts.add(ticks);
          loop.send(packetizer, sample, ticks, samples.sync(i));
        }
      }
      loop.flush();
      String at = file.toString();
      assertThat(loop.depacketizer.dropped()).as(at).isZero();
      assertThat(loop.frames).as(at).hasSameSizeAs(sent);
      for (int i = 0; i < sent.size(); i++) {
        Bytes back = loop.frames.get(i).bytes();
        assertThat(normal(back.buffer(), 0, back.size(), 4, avc)).as(at).isEqualTo(sent.get(i));
      }
      if (sent.isEmpty()) {
        return; // encrypted
      }
      checkConfig(file, config, loop);
      checkTimes(at, loop, pts);
      if (dtsToo) {
        checkDts(at, loop, track);
      }
    }
  }

  private static void checkConfig(Path file, CodecConfig.Video expected, RtpLoop loop) {
    CodecConfig.Video got = (CodecConfig.Video) loop.frames.getFirst().config();
    assertThat(got.width() + "," + got.height()).as(file.toString()).isEqualTo(probedSize(file));
    if (expected instanceof CodecConfig.Hevc hevc) {
      // Some writers of hvcC leave the flag for nested temporal ids at 0, whatever the parameter
      // set says.
      assertThat(((CodecConfig.Hevc) got).profile())
          .as(file.toString())
          .usingRecursiveComparison()
          .ignoringFields("temporalIdNested")
          .isEqualTo(hevc.profile());
    }
  }

  private static void checkTimes(String at, RtpLoop loop, List<Long> pts) {
    assertThat(loop.frames).extracting(RtpLoop.Kept::pts).as(at).isEqualTo(pts);
    assertThat(loop.frames).extracting(RtpLoop.Kept::dts).as(at).isSorted().doesNotHaveDuplicates();
  }

  /// With the encoder's own reorder depth the decoding times are the encoder's, but for the first few.
  private static void checkDts(String at, RtpLoop loop, Mp4Track track) {
    for (int i = 4; i < loop.frames.size(); i++) {
      long said = track.samples().dts(i) * 90_000 / track.timescale();
      RtpLoop.Kept frame = loop.frames.get(i);
      long shift = loop.frames.get(4).dts() - track.samples().dts(4) * 90_000 / track.timescale();
      assertThat(frame.dts()).as("%s frame %d", at, i).isEqualTo(said + shift);
      assertThat(frame.dts()).isLessThanOrEqualTo(frame.pts());
    }
  }

  private static RtpLoop loop(CodecConfig.Video config) {
    return switch (config) {
      case CodecConfig.Avc _ -> {
        Encoding encoding = new Encoding("H264", 96, 90_000, 0, Map.of());
        yield new RtpLoop((out, sink) -> new H264Depacketizer(0, encoding, out, sink), 1 << 24);
      }
      case CodecConfig.Hevc _ -> {
        Encoding encoding = new Encoding("H265", 96, 90_000, 0, Map.of());
        yield new RtpLoop((out, sink) -> new H265Depacketizer(0, encoding, out, sink), 1 << 24);
      }
    };
  }

  /// The sample with lengths of four bytes, without what never comes back (sets, delimiters, filler, enhancement layers) and
  /// with what an encoder glued on behind a start code cut off.
  private static Bytes normal(ByteBuffer in, int offset, int size, int lengthSize, boolean avc) {
    ByteBuffer out = ByteBuffer.allocate(4 * size + 16);
    int next = offset;
    while (next + lengthSize < offset + size) {
      int length = 0;
      for (int i = 0; i < lengthSize; i++) {
        length = (length << 8) | (in.get(next++) & 0xff);
      }
      if (length < 0 || length > offset + size - next) {
        return Bytes.empty(); // encrypted, or damaged on purpose
      }
      for (int end = next + length; next < end; ) {
        int unitEnd = AnnexB.find(in, next, end);
        unit(in, next, AnnexB.withoutTrailingZeros(in, next, unitEnd), avc, out);
        next = Math.min(end, unitEnd + AnnexB.START_CODE);
      }
    }
    return Bytes.copyOf(out, 0, out.position());
  }

  private static void unit(ByteBuffer in, int from, int to, boolean avc, ByteBuffer out) {
    int type = avc ? in.get(from) & 31 : (in.get(from) >> 1) & 63;
    boolean kept = avc ? (type >= 1 && type <= 6) : type <= 21 || type == 39 || type == 40;
    boolean base = avc || ((in.getShort(from) >> 3) & 63) == 0;
    if (kept && base && to - from > 2) {
      out.putInt(to - from).put(out.position(), in, from, to - from);
      out.position(out.position() + to - from);
    }
  }
}
