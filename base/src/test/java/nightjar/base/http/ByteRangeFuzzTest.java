package nightjar.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class ByteRangeFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void liesInsideTheFileOrIsRefused(FuzzedDataProvider data) {
    long length = data.consumeLong(0, Long.MAX_VALUE / 4);
    String header = "bytes=" + data.consumeRemainingAsString();
    try {
      ByteRange.of(header, length)
          .ifPresent(range ->
              assertThat(0 <= range.from() && range.from() < range.to() && range.to() <= length)
                  .isTrue());
    } catch (Refusal outside) {
      assertThat(outside.problem().kind()).isEqualTo(Problems.BAD_RANGE);
    }
  }
}
