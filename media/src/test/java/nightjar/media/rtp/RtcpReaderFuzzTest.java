package nightjar.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

class RtcpReaderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void saysNoMoreThanThereAreBytes(byte[] input) {
    int[] said = new int[1];
    RtcpReader.read(
        ByteBuffer.wrap(input),
        0,
        input.length,
        new RtcpSink() {
          @Override
          public void senderReport(int ssrc, long ntp, int timestamp) {
            said[0] += 28;
          }

          @Override
          public void bye(int ssrc) {
            said[0] += 4;
          }
        });
    assertThat(said[0]).isLessThanOrEqualTo(input.length);
  }
}
