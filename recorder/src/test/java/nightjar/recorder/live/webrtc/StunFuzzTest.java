package nightjar.recorder.live.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

final class StunFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void isAWholeRequestOrNone(byte[] datagram) {
    Stun.request(ByteBuffer.wrap(datagram))
        .ifPresent(request -> {
          assertThat(request.integrityAt() + 24).isLessThan(datagram.length);
          request.isFrom(new byte[] {1});
          request.answer(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), new byte[] {1});
        });
  }
}
