package nightjar.recorder.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import nightjar.base.Fault;

class WishFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void onlyWholeWishesAreUnderstood(FuzzedDataProvider data) {
    try {
      Wish wish = Wish.read(data.consumeRemainingAsString());
      assertThat(wish.v()).isEqualTo(Wish.VERSION);
      assertThat(wish.isList() ? "" : wish.key().folder())
          .doesNotContain("..")
          .doesNotContain("//");
    } catch (Fault refused) {
      assertThat(refused.kind()).isIn(Fault.Kind.CORRUPT, Fault.Kind.INVALID);
    }
  }
}
