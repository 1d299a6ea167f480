package nightjar.cli.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

class FrontButtonFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyBytesPressNothingTwice(byte[] input) throws IOException {
    var presses = new AtomicInteger();
    FrontButton.of("/dev/input/event3:148", presses::incrementAndGet)
        .hear(new ByteArrayInputStream(input));
    assertThat(presses.get()).isBetween(0, input.length / FrontButton.EVENT);
  }
}
