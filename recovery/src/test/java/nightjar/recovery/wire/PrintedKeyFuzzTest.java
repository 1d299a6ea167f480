package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class PrintedKeyFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyTextIsReadOnce(FuzzedDataProvider data) {
    switch (PrintedKey.read(data.consumeRemainingAsString())) {
      case PrintedKey.Typed.Complete(PrintedKey key) -> {
        assertThat(key.reveal()).hasSize(29);
        assertThat(PrintedKey.read(key.reveal().toLowerCase(java.util.Locale.ROOT)))
            .isInstanceOfSatisfying(
                PrintedKey.Typed.Complete.class,
                again -> assertThat(again.key().hash()).isEqualTo(key.hash()));
      }
      case PrintedKey.Typed.Mistyped(), PrintedKey.Typed.Misshapen _ -> {}
    }
  }
}
