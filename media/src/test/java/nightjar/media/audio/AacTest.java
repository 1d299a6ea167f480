package nightjar.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.testing.Fixtures;
import nightjar.media.RtpLoop;
import nightjar.media.codec.CodecConfig;
import nightjar.media.rtp.Encoding;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AacTest {
  private static final Map<String, String> HBR =
      Map.of(
          "mode", "AAC-hbr",
          "sizelength", "13",
          "indexlength", "3",
          "indexdeltalength", "3",
          "config", "1190");

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void unitsComeBackAsTheyWere(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    AacPacketizer packetizer = new AacPacketizer(64 + random.nextInt(1400));
    List<Bytes> sent = new ArrayList<>();
    List<Bytes> whole = new ArrayList<>();
    try (RtpLoop loop = loop(HBR)) {
      ByteBuffer out = ByteBuffer.allocate(2000);
      for (int i = 0; i < 100; i++) {
        byte[] unit = new byte[1 + random.nextInt(3000)];
        random.nextBytes(unit);
        unit[0] = 0x21;
        sent.add(Bytes.of(unit));
        packetizer.begin(ByteBuffer.wrap(unit), 0, unit.length, true);
        boolean intact = true;
        while (packetizer.next(out.clear())) {
          if (seed > 1 && random.nextInt(15) == 0) {
            loop.lose(1);
            intact = false;
          } else {
            loop.send(out.flip(), 0, out.limit(), 1024L * i, packetizer.marker());
          }
        }
        if (intact) {
          whole.add(sent.getLast());
        }
      }
      assertThat(loop.samples()).isEqualTo(whole);
      assertThat(loop.configs())
          .containsExactly(new CodecConfig.Aac(Bytes.fromHex("1190"), 48_000, 2));
    }
  }

  @Test
  void severalUnitsInAPacketAreAFrameApart() {
    try (RtpLoop loop = loop(HBR)) {
      loop.send("0030" + "0010" + "0018" + "0008" + "2122" + "212223" + "21", 5000, true);
      assertThat(loop.samples()).containsExactly(hex("2122"), hex("212223"), hex("21"));
      assertThat(loop.frames).extracting(RtpLoop.Kept::dts).containsExactly(5000L, 6024L, 7048L);
      assertThat(loop.frames).allMatch(RtpLoop.Kept::sync);
    }
  }

  @Test
  void lowBitRateModeHasShorterHeaders() {
    try (RtpLoop loop = loop(Map.of("mode", "AAC-lbr", "config", "1190"))) {
      loop.send("0010" + "08" + "0c" + "2122" + "212223", 0, true);
      assertThat(loop.samples()).containsExactly(hex("2122"), hex("212223"));
    }
  }

  @Test
  void quirk42_indexLengthMissingFromSdpAndFromThePackets() {
    Map<String, String> said = Map.of("mode", "AAC-hbr", "sizelength", "13", "config", "1190");
    try (RtpLoop loop = loop(said)) {
      loop.send("0010" + "0010" + "2122", 0, true);
      loop.send("000d" + "0010" + "2122", 1024, true);
      assertThat(loop.samples()).containsExactly(hex("2122"), hex("2122"));
    }
  }

  @Test
  void quirk42_everythingMissingFromSdp() {
    try (RtpLoop loop = loop(Map.of())) {
      loop.send("0010" + "0010" + "2122", 0, true);
      assertThat(loop.configs())
          .containsExactly(new CodecConfig.Aac(Bytes.fromHex("1190"), 48_000, 2));
    }
  }

  @Test
  void quirk57_adtsInsideAccessUnitsAndWithoutThem() {
    String adts = "fff14c80013ffc" + "2122";
    try (RtpLoop loop = loop(HBR)) {
      loop.send("0010" + "0048" + adts, 0, true);
      loop.send(adts + adts, 1024, true);
      assertThat(loop.samples()).containsExactly(hex("2122"), hex("2122"), hex("2122"));
      assertThat(loop.frames).extracting(RtpLoop.Kept::dts).containsExactly(0L, 1024L, 2048L);
    }
  }

  @Test
  void quirk57_fragmentedUnitWithoutItsEndCostsOnlyItself() {
    try (RtpLoop loop = loop(HBR)) {
      loop.send("0010" + "0028" + "2122", 0, false);
      loop.send("0010" + "0010" + "2324", 1024, true);
      loop.send("0010" + "0028" + "2122", 2048, false).send("0010" + "0028" + "232425", 2048, true);
      assertThat(loop.samples()).containsExactly(hex("2324"), hex("2122232425"));
      assertThat(loop.depacketizer.dropped()).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1190, 48000, 2, 1024",
    "1210, 44100, 2, 1024",
    "1408, 16000, 1, 1024",
    "2b8a0800, 44100, 1, 2048", // explicit SBR on 22050
    "11b0, 48000, 6, 1024",
    "f8e85000, 44100, 2, 480" // enhanced low delay
  })
  void readsConfigurations(String hex, int rate, int channels, int samples) {
    AudioSpecificConfig config = AudioSpecificConfig.parse(hex(hex));
    assertThat(config.sampleRate()).isEqualTo(rate);
    assertThat(config.channels()).isEqualTo(channels);
    assertThat(config.frameSamples()).isEqualTo(samples);
  }

  @ParameterizedTest
  @CsvSource({"48000,2", "8000,1", "44100,6", "12345,1", "96000,8"})
  void madeConfigurationsReadBack(int rate, int channels) {
    AudioSpecificConfig made = AudioSpecificConfig.of(rate, channels);
    assertThat(made.sampleRate()).isEqualTo(rate);
    assertThat(made.channels()).isEqualTo(channels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "1680", "17f0", "0000"})
  void refusesConfigurationsWithoutRateOrChannels(String hex) {
    assertThatThrownBy(() -> AudioSpecificConfig.parse(hex(hex))).isInstanceOf(Fault.class);
  }

  /// The media description says 48000/6 and config=11B056E500. Of the 290 packets 11 are fragments of 4
  /// access units.
  @Test
  void exoplayersDumpPlays() throws IOException {
    Path dump = Fixtures.find("rtsp/exoplayer/aac-dump.json").orElse(null);
    Assumptions.assumeTrue(dump != null, "no fixtures here");
    Map<String, String> said = new HashMap<>(HBR);
    said.put("config", "11B056E500");
    Matcher packets = Pattern.compile("\"(80[0-9a-f]{24,})\"").matcher(Files.readString(dump));
    try (RtpLoop loop = loop(said)) {
      int count = 0;
      while (packets.find()) {
        byte[] packet = HexFormat.of().parseHex(packets.group(1));
        long timestamp = ByteBuffer.wrap(packet).getInt(4) & 0xffffffffL;
        loop.send(ByteBuffer.wrap(packet), 12, packet.length - 12, timestamp, true);
        count++;
      }
      assertThat(count).isEqualTo(290);
      assertThat(loop.frames.size()).isEqualTo(283);
      assertThat(loop.depacketizer.dropped()).isZero();
    }
  }

  private static RtpLoop loop(Map<String, String> parameters) {
    Encoding encoding = new Encoding("MPEG4-GENERIC", 97, 48_000, 2, parameters);
    return new RtpLoop((out, sink) -> new AacDepacketizer(1, encoding, out, sink));
  }

  private static Bytes hex(String hex) {
    return Bytes.fromHex(hex);
  }
}
