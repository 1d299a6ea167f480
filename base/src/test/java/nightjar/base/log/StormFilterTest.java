package nightjar.base.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.time.FakeClock;
import org.junit.jupiter.api.Test;

class StormFilterTest {
  private enum Sample implements Event {
    LOST;

    @Override
    public Level level() {
      return Level.WARN;
    }
  }

  private final FakeClock clock = new FakeClock(Instant.EPOCH);
  private final List<String> lines = new ArrayList<>();
  private final StormFilter filter =
      new StormFilter(
          (event, subject, detail) -> lines.add(event.name() + " " + subject + " " + detail),
          clock,
          Duration.ofSeconds(1));

  @Test
  void tenThousandErrorsInASecondMakeOneLine() {
    for (int i = 0; i < 10_000; i++) {
      filter.log(Sample.LOST, "cam1", "x" + i);
    }
    assertThat(lines).containsExactly("LOST cam1 x0");
  }

  @Test
  void theNextLineTellsHowManyWereHeldBack() {
    for (int i = 0; i < 5; i++) {
      filter.log(Sample.LOST, "cam1", "x" + i);
    }
    clock.advance(Duration.ofSeconds(2));
    filter.log(Sample.LOST, "cam1", "last");
    assertThat(lines.getLast()).isEqualTo("LOST cam1 last (and 4 more since the last line)");
  }

  @Test
  void anotherSubjectIsNotHeldBack() {
    filter.log(Sample.LOST, "cam1", "a");
    filter.log(Sample.LOST, "cam2", "b");
    assertThat(lines).hasSize(2);
  }
}
