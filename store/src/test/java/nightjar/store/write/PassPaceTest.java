package nightjar.store.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassPaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final PassPace pace = new PassPace(WriteLimits.DEFAULT);

  @Test
  void passesFollowEachOtherQuicklyUntilTheyAreKnownToBeQuick() {
    assertThat(pace.nanos()).isEqualTo(SECOND / 4);
    for (int pass = 0; pass < 16; pass++) {
      pace.took(SECOND / 10);
    }
    assertThat(pace.nanos()).isEqualTo(SECOND);
  }

  @Test
  void aSlowPassBringsTheNextForwardAndIsForgottenInTime() {
    for (int pass = 0; pass < 30; pass++) {
      pace.took(SECOND / 10);
    }
    pace.took(SECOND / 4);
    assertThat(pace.nanos()).isEqualTo(3 * SECOND / 4);
    pace.took(SECOND / 10);
    assertThat(pace.nanos()).isGreaterThan(3 * SECOND / 4).isLessThan(SECOND);
  }
}
