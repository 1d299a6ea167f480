package nightjar.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nightjar.base.Bytes;
import nightjar.media.RtpLoop;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.Ffmpeg;
import nightjar.media.rtp.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatmTest {
  /// One access unit, AAC-LC, 24 kHz, mono: the example of RFC 6416, 7.3.
  private static final String MONO = "400026103FC0";

  /// The same, two access units an element.
  private static final String PAIRS = "410026103FC0";

  @TempDir Path folder;

  @Test
  void anElementIsAnAccessUnit() {
    try (RtpLoop loop = said(MONO)) {
      loop.send("03" + "212223", 0, true).send("02" + "2425", 3840, true);
      assertThat(loop.samples()).containsExactly(hex("212223"), hex("2425"));
      assertThat(loop.frames).extracting(RtpLoop.Kept::dts).containsExactly(0L, 1024L);
      assertThat(loop.configs()).containsExactly(new CodecConfig.Aac(hex("1308"), 24_000, 1));
    }
  }

  @Test
  void anElementOverSeveralPacketsIsPutTogether() {
    try (RtpLoop loop = said(MONO)) {
      loop.send("ff05" + "21".repeat(100), 0, false);
      loop.send("22".repeat(100), 0, false).send("23".repeat(60), 0, true);
      assertThat(loop.samples())
          .containsExactly(hex("21".repeat(100) + "22".repeat(100) + "23".repeat(60)));
    }
  }

  @Test
  void severalAccessUnitsInAnElementAreAFrameApart() {
    try (RtpLoop loop = said(PAIRS)) {
      loop.send("02" + "2122" + "01" + "23", 0, true);
      assertThat(loop.samples()).containsExactly(hex("2122"), hex("23"));
      assertThat(loop.frames).extracting(RtpLoop.Kept::dts).containsExactly(0L, 1024L);
    }
  }

  @Test
  void aLostPacketCostsItsElementOnly() {
    try (RtpLoop loop = said(MONO)) {
      loop.send("05" + "2122", 0, false).lose(1).send("25", 0, true);
      loop.send("02" + "3132", 3840, true);
      loop.send("05" + "2122", 7680, false).lose(1).send("02" + "4142", 11520, true);
      assertThat(loop.samples()).containsExactly(hex("3132"), hex("4142"));
      assertThat(loop.depacketizer.dropped()).isEqualTo(2);
    }
  }

  @Test
  void anElementThatIsLongerOrShorterThanItSaysIsDropped() {
    try (RtpLoop loop = said(MONO)) {
      loop.send("05" + "2122", 0, true).send("01" + "2122", 3840, true);
      loop.send("ff", 7680, true).send("ffffffff", 11520, true);
      assertThat(loop.samples()).isEmpty();
      assertThat(loop.depacketizer.dropped()).isEqualTo(4);
    }
  }

  @Test
  void withoutMarkersATimestampEndsAnElement() {
    try (RtpLoop loop = said(MONO)) {
      loop.send("02" + "2122", 0, false).send("02" + "3132", 3840, false).send("00", 7680, false);
      assertThat(loop.samples()).containsExactly(hex("2122"), hex("3132"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // none
        "zz",
        "40", // cut off
        "C00026103FC0", // audioMuxVersionA 1
        "400226103FC0", // two layers
        "4000241", // odd
        "400027" // its sound's description cut off
      })
  void whatCannotBeReadIsNotChosen(String config) {
    assertThat(LatmDepacketizer.canRecord(encoding(Map.of("cpresent", "0", "config", config))))
        .isFalse();
  }

  /// As GStreamer 1.22 describes what FFmpeg 5.1 encoded.
  @Test
  void anExtensionBehindTheConfigurationAndNothingBehindThatIsRead() {
    try (RtpLoop loop = said("40002510adca00")) {
      loop.send("02" + "2122", 0, true);
      assertThat(loop.configs()).containsExactly(new CodecConfig.Aac(hex("128856e500"), 32_000, 1));
    }
  }

  @Test
  void aConfigurationInEveryElementIsEnough() {
    assertThat(LatmDepacketizer.canRecord(encoding(Map.of()))).isTrue();
  }

  /// FFmpeg's own LATM, whose elements carry their configuration and lie across the bytes, cut at random places.
  @ParameterizedTest
  @ValueSource(strings = {"-ar 16000 -ac 1", "-ar 44100 -ac 2", "-ar 48000 -ac 6 -b:a 512k"})
  void ffmpegsElementsGiveTheFramesOfItsAdts(String sound) throws IOException {
    Ffmpeg.assumeInstalled();
    Path latm = folder.resolve("sound.latm");
    Path adts = folder.resolve("sound.aac");
    String source = "-f lavfi -i anoisesrc=duration=2:seed=3 -c:a aac " + sound;
    Ffmpeg.make(adts, source + " -f adts");
    Ffmpeg.make(latm, "-i " + adts + " -c:a copy -f latm");
    SplittableRandom random = new SplittableRandom(5);
    ByteBuffer loas = ByteBuffer.wrap(Files.readAllBytes(latm));
    try (RtpLoop loop =
        new RtpLoop((out, sink) -> new LatmDepacketizer(1, encoding(Map.of()), out, sink))) {
      long timestamp = 0;
      for (int at = 0; at < loas.limit(); timestamp += 1024) {
        int length = loas.getShort(at + 1) & 0x1fff; // AudioSyncStream
        for (int from = 0; from < length; ) {
          int size = Math.min(length - from, 1 + random.nextInt(1400));
          loop.send(loas, at + 3 + from, size, timestamp, from + size == length);
          from += size;
        }
        at += 3 + length;
      }
      assertThat(loop.samples()).isEqualTo(units(ByteBuffer.wrap(Files.readAllBytes(adts))));
      assertThat(loop.samples()).hasSizeGreaterThan(30);
      assertThat(loop.configs()).hasSize(1);
      assertThat(loop.depacketizer.dropped()).isZero();
    }
  }

  private static List<Bytes> units(ByteBuffer adts) {
    List<Bytes> units = new ArrayList<>();
    for (int at = 0; at < adts.limit(); ) {
      int length = Adts.frameLength(adts, at, adts.limit() - at);
      int header = Adts.headerLength(adts, at);
      units.add(Bytes.copyOf(adts, at + header, length - header));
      at += length;
    }
    return units;
  }

  private static RtpLoop said(String config) {
    Encoding encoding = encoding(Map.of("cpresent", "0", "config", config));
    assertThat(LatmDepacketizer.canRecord(encoding)).isTrue();
    return new RtpLoop((out, sink) -> new LatmDepacketizer(1, encoding, out, sink));
  }

  private static Encoding encoding(Map<String, String> parameters) {
    return new Encoding("MP4A-LATM", 97, 90_000, 1, parameters);
  }

  private static Bytes hex(String hex) {
    return Bytes.fromHex(hex);
  }
}
