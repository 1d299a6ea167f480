package nightjar.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

class RtpHeaderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void payloadLiesInsideThePacket(byte[] input) {
    RtpHeader header = new RtpHeader();
    if (header.parse(ByteBuffer.wrap(input), 0, input.length)) {
      assertThat(header.payloadOffset()).isGreaterThanOrEqualTo(RtpHeader.MINIMUM_BYTES);
      assertThat(header.payloadLength()).isNotNegative();
      assertThat(header.payloadOffset() + header.payloadLength()).isLessThanOrEqualTo(input.length);
    }
  }
}
