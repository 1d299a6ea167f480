package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class TypedCodeFuzzTest {
  private static final RequestCode SHOWN = new RequestCode("QW3E7HJK2M5T9XB");

  /// Whatever is typed has a meaning, and what is taken for a code reads the same when shown and typed again.
  @FuzzTest(maxDuration = "60s")
  void anythingTypedHasAMeaning(byte[] input) {
    String typed = new String(input, StandardCharsets.UTF_8);
    if (TypedCode.read(typed, SHOWN) instanceof TypedCode.Complete(TemporaryPassword password)) {
      assertThat(TypedCode.read(password.reveal(), SHOWN))
          .isInstanceOfSatisfying(
              TypedCode.Complete.class,
              again -> assertThat(again.password().matches(password)).isTrue());
    }
  }
}
