package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import nightjar.base.Bytes;

class QrPayloadFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyTextIsReadOrRefused(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    QrPayload.read(text)
        .ifPresent(read -> {
          String again = QrPayload.write(read.body(), _ -> read.signature().toArray());
          assertThat(text).endsWith(again);
        });
  }

  /// The body without base 32 around it, which the fuzzer would have to learn first.
  @FuzzTest(maxDuration = "60s")
  void anyBytesAreABodyInOneFormOrNone(byte[] input) {
    Bytes bytes = Bytes.of(input);
    QrBody.decode(bytes).ifPresent(body -> assertThat(Bytes.of(body.encode())).isEqualTo(bytes));
  }
}
