package nightjar.accounts.factor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;

class CodesFuzzTest {
  private final Totp totp = new Totp();

  @FuzzTest(maxDuration = "60s")
  void anyTypedTextIsACodeOrNot(FuzzedDataProvider data) {
    String typed = data.consumeRemainingAsString();
    assertThat(totp.step(new byte[20], typed, Instant.EPOCH)).isNotNull();
    RecoveryCode.parse(typed)
        .ifPresent(code -> assertThat(RecoveryCode.parse(code.text())).contains(code));
  }
}
