package nightjar.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.RtpLoop;
import nightjar.media.rtp.Encoding;
import nightjar.media.testing.GoFuzzCorpus;
import org.junit.jupiter.api.Test;

class AacDepacketizerFuzzTest {
  private static final Map<String, String> ODD =
      Map.of(
          "sizelength", "9",
          "indexlength", "1",
          "ctsdeltalength", "7",
          "dtsdeltalength", "3",
          "randomaccessindication", "1",
          "streamstateindication", "2",
          "auxiliarydatasizelength", "5");

  @FuzzTest(maxDuration = "60s")
  void anyPacketsAreSurvived(byte[] input) {
    survive(Map.of("mode", "AAC-hbr"), input);
    survive(ODD, input);
    survive(Map.of("constantsize", "3", "indexlength", "0"), input);
  }

  @FuzzTest(maxDuration = "60s")
  void anyConfigurationIsParsedOrRefused(byte[] input) {
    try {
      AudioSpecificConfig config = AudioSpecificConfig.parse(Bytes.of(input));
      assertThat(config.sampleRate()).isBetween(1, 192_000);
      assertThat(config.channels()).isBetween(1, 100);
    } catch (Fault fault) {
      assertThat(fault.kind()).isEqualTo(Fault.Kind.PROTOCOL);
    }
  }

  @Test
  void othersFuzzersInputsAreSurvived() {
    for (var entry : GoFuzzCorpus.find("rtsp/gortsplib/pkg/format")) {
      anyPacketsAreSurvived(entry.input());
    }
  }

  private static void survive(Map<String, String> parameters, byte[] input) {
    Encoding encoding = new Encoding("MPEG4-GENERIC", 97, 48_000, 2, parameters);
    try (RtpLoop loop =
        new RtpLoop((out, sink) -> new AacDepacketizer(1, encoding, out, sink), 1 << 14)) {
      loop.feed(input);
      long last = Long.MIN_VALUE;
      for (RtpLoop.Kept frame : loop.frames) {
        assertThat(frame.dts()).isGreaterThan(last);
        last = frame.dts();
      }
    }
  }
}
