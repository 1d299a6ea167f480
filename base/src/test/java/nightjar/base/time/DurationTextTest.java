package nightjar.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "90, PT90S",
    "500ms, PT0.5S",
    "5 m, PT5M",
    "2h59m, PT2H59M",
    "1d 2h 3m 4s, PT26H3M4S",
    "36525d, PT876600H"
  })
  void readsWhatPeopleWrite(String text, Duration meant) {
    assertThat(DurationText.parse(text)).hasValue(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "m", "5x", "5m!", "-5m", "1.5h", "5m30", "9999999999", "5 5m", "36526d"})
  void guessesNothing(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }
}
