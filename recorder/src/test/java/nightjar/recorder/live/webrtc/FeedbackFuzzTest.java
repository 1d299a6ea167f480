package nightjar.recorder.live.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

final class FeedbackFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void saysNoMoreThanThePacketHolds(byte[] packet) {
    int[] said = {0};
    Feedback.read(
        ByteBuffer.wrap(packet),
        packet.length,
        new Feedback.Listener() {
          @Override
          public void lost(int ssrc, int sequence) {
            assertThat(sequence).isBetween(0, 65_535);
            said[0]++;
          }

          @Override
          public void keyFrame() {
            said[0]++;
          }

          @Override
          public void bye() {
            said[0]++;
          }
        });
    assertThat(said[0]).isLessThanOrEqualTo(5 * packet.length);
  }
}
