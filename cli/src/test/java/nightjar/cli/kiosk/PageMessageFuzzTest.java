package nightjar.cli.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import nightjar.recovery.console.Request;

class PageMessageFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void onlyWholeRequestsAreUnderstood(FuzzedDataProvider data) {
    PageMessage.read(data.consumeRemainingAsString())
        .ifPresent(message -> assertThat(message.ask().v()).isEqualTo(Request.VERSION));
  }
}
