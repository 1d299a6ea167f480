package nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import nightjar.base.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T09:00:00Z,2026-11-22T09:00:00Z",
    "2026-11-22T10:00+01:00,2026-11-22T09:00:00Z",
    "2026-11-22T10:00,2026-11-22T09:00:00Z",
    "2026-11-22 10:00:30,2026-11-22T09:00:30Z",
    "2026-11-22,2026-11-21T23:00:00Z",
    "10:00,2026-11-22T09:00:00Z",
    "9:05,2026-11-22T08:05:00Z",
    "-10m,2026-11-22T09:20:00Z",
  })
  void aTimeIsUnderstoodAsPeopleWriteIt(String text, Instant expected) {
    assertThat(Arguments.instant(text, NOW, PARIS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-13-01", "25:00", "-10x", ""})
  void anythingElseIsRefusedWithExamples(String text) {
    assertThatThrownBy(() -> Arguments.instant(text, NOW, PARIS)).isInstanceOf(Fault.class);
  }

  @Test
  void aBareNumberIsSeconds() {
    assertThat(Arguments.duration("90")).isEqualTo(Duration.ofSeconds(90));
  }
}
