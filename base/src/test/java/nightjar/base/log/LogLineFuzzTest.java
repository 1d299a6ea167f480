package nightjar.base.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class LogLineFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void whatIsALineReadsBackTheSameAndNothingElseDoes(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    LogLine.parse(text)
        .ifPresent(line -> {
          assertThat(LogLine.parse(line.json())).contains(line);
          assertThat(LogLine.Wanted.ALL.fits(line)).isEqualTo(line.at() < Long.MAX_VALUE);
        });
  }
}
