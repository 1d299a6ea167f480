package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class ClaimFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyTextIsReadOrRefused(byte[] input) {
    Claim.read(new String(input, StandardCharsets.UTF_8))
        .ifPresent(read -> {
          String again = Claim.write(read.device(), read.day(), _ -> read.signature().toArray());
          assertThat(Claim.read(again)).hasValue(read);
        });
  }

  /// The bytes without base 32 around them, which the fuzzer would have to learn first.
  @FuzzTest(maxDuration = "60s")
  void anyBytesAreReadOrRefused(byte[] input) {
    Claim.read(Claim.PREFIX + Crockford.encode(input))
        .ifPresent(read -> assertThat(read.signature().size()).isEqualTo(64));
  }
}
