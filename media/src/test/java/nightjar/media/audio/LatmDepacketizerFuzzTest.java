package nightjar.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.Map;
import nightjar.media.RtpLoop;
import nightjar.media.rtp.Encoding;

class LatmDepacketizerFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyPacketsAreSurvived(byte[] input) {
    survive(Map.of(), input);
    survive(Map.of("cpresent", "0", "config", "400026103FC0"), input);
    survive(Map.of("cpresent", "0", "config", "410026103FC0"), input);
  }

  @FuzzTest(maxDuration = "60s")
  void anyConfigurationIsReadOrNotUsed(byte[] input) {
    Encoding encoding =
        encoding(Map.of("cpresent", "0", "config", HexFormat.of().formatHex(input)));
    LatmConfig config = LatmConfig.of(encoding);
    if (config != null) {
      assertThat(config.audio().sampleRate()).isBetween(1, 192_000);
      assertThat(config.subFrames()).isBetween(1, 64);
      assertThat(config.otherBits()).isBetween(0, 1 << 16);
    }
  }

  private static void survive(Map<String, String> parameters, byte[] input) {
    try (RtpLoop loop =
        new RtpLoop(
            (out, sink) -> new LatmDepacketizer(1, encoding(parameters), out, sink), 1 << 14)) {
      loop.feed(input);
      assertThat(loop.frames).allMatch(frame -> frame.bytes().size() <= 1 << 14);
    }
  }

  private static Encoding encoding(Map<String, String> parameters) {
    return new Encoding("MP4A-LATM", 97, 90_000, 1, parameters);
  }
}
