package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class UsedCodesFuzzTest {
  /// The bytes without base 32 around them, which the fuzzer would have to learn first.
  @FuzzTest(maxDuration = "60s")
  void anyBytesAreReadOrRefused(byte[] input) {
    UsedCodes.read(UsedCodes.PREFIX + Crockford.encode(input))
        .ifPresent(read -> {
          String again =
              UsedCodes.write(read.device(), read.nonces(), _ -> read.signature().toArray());
          assertThat(UsedCodes.read(again)).hasValue(read);
        });
  }
}
