package nightjar.recorder.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EntranceTest {
  private static final long NOW = 7_000_000_000L;

  private final Entrance entrance = new Entrance(NOW);

  @Test
  void sixtyFourComeAtOnceAndFiveHundredWithinThreeSeconds() {
    for (int i = 0; i < 64; i++) {
      assertThat(entrance.next(NOW)).isZero();
    }
    Duration last = Duration.ZERO;
    for (int i = 64; i < 500; i++) {
      Duration next = entrance.next(NOW);
      assertThat(next.minus(last)).isLessThanOrEqualTo(Duration.ofMillis(5));
      last = next;
    }
    assertThat(last).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
  }

  @Test
  void whoComesLaterWaitsForNobody() {
    for (int i = 0; i < 500; i++) {
      entrance.next(NOW);
    }
    assertThat(entrance.next(NOW + 3_000_000_000L)).isZero();
  }
}
