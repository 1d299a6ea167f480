package nightjar.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

class RtpReceiverFuzzTest {
  /// Each packet is one byte of milliseconds, one of length, then that many bytes.
  @FuzzTest(maxDuration = "60s")
  void anyPacketsPassThroughWithoutAFreeze(byte[] input) {
    Rtp rtp = new Rtp(input.length % 2 == 0);
    rtp.foreign = true;
    ByteBuffer all = ByteBuffer.wrap(input);
    int at = 0;
    while (at + 2 <= input.length) {
      rtp.after(input[at] & 0xff);
      int length = Math.min(input[at + 1] & 0xff, input.length - at - 2);
      rtp.receiver.receive(all, at + 2, length);
      at += 2 + length;
    }
    rtp.after(1_000);
    rtp.receiver.idle();
    int before = rtp.out.size();
    rtp.receiver.finish();
    assertThat(rtp.out).as("nothing waits longer than 200 ms").hasSize(before);
    assertThat(rtp.receiver.counters().packets()).isLessThanOrEqualTo(input.length / 2);
  }
}
