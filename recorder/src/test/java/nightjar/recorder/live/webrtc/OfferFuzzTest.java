package nightjar.recorder.live.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;

final class OfferFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void isAnsweredLineForLineOrRefused(byte[] sdp) {
    try {
      Offer offer = Offer.parse(new String(sdp, StandardCharsets.UTF_8));
      Answer answer = Answer.of(offer, new TreeMap<>(Map.of(1, new CodecConfig.Opus(2))));
      String text = answer.sdp(offer, new Answer.Ground("u", "p", "F", List.of()), _ -> 1);
      assertThat(text.lines().filter(line -> line.startsWith("m=")).count())
          .isEqualTo(offer.media().size());
    } catch (Fault fault) {
      assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
    }
  }
}
