package nightjar.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import nightjar.base.Bytes;
import nightjar.media.RtpLoop;
import nightjar.media.codec.CodecConfig;
import nightjar.media.rtp.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeTest {
  @ParameterizedTest
  @CsvSource({"PCMA,A,8000", "PCMU,MU,8000", "PCMA,A,16000", "PCMU,MU,48000"})
  void g711ComesBackAsItWas(String name, CodecConfig.G711.Law law, int rate) {
    Encoding encoding = new Encoding(name, 8, rate, 1, Map.of());
    Bytes sample = Bytes.fromHex("d5".repeat(160));
    try (RtpLoop loop =
        new RtpLoop((out, sink) -> WholeDepacketizer.g711(1, encoding, out, sink))) {
      for (int i = 0; i < 3; i++) {
        assertThat(loop.send(new WholePacketizer(1400), sample, 160L * i, true)).isOne();
      }
      assertThat(loop.samples()).containsOnly(sample).hasSize(3);
      assertThat(loop.frames).extracting(RtpLoop.Kept::dts).containsExactly(0L, 160L, 320L);
      assertThat(loop.configs()).containsExactly(new CodecConfig.G711(law, rate, 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"48000,2,2", "16000,1,1", "8000,2,2"})
  void quirk42_opusWithWrongRateOrChannelsStillCountsAt48000(int rate, int channels, int expected) {
    Encoding encoding = new Encoding("OPUS", 111, rate, channels, Map.of());
    try (RtpLoop loop =
        new RtpLoop((out, sink) -> WholeDepacketizer.opus(1, encoding, out, sink))) {
      loop.send("fc" + "fffe", 0, true).send("", 480, false).send("fc" + "fffe", 960, false);
      loop.send("ff00", 1920, false);
      assertThat(loop.frames).extracting(RtpLoop.Kept::dts).containsExactly(0L, 960L);
      assertThat(loop.configs()).containsExactly(new CodecConfig.Opus(expected));
      assertThat(loop.depacketizer.dropped()).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fc, 960",
    "e0, 120",
    "08, 960",
    "18, 2880",
    "60, 480",
    "78, 960",
    "fd, 1920",
    "ff03, 2880",
    "ff00, -1",
    "ff, -1",
    "1b05, -1"
  })
  void readsHowLongAnOpusPacketLasts(String hex, int samples) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(OpusToc.samples(ByteBuffer.wrap(bytes), 0, bytes.length)).isEqualTo(samples);
  }

  @Test
  void nothingIsNoOpusPacket() {
    assertThat(OpusToc.samples(ByteBuffer.allocate(0), 0, 0)).isEqualTo(-1);
  }
}
