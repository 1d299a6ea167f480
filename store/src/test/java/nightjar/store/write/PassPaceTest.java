package nightjar.store.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassPaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final PassPace pace = new PassPace(WriteLimits.DEFAULT);

  @Test
  void passesFollowEachOtherQuicklyUntilTheyAreKnownToBeQuick() {
    assertThat(pace.nanos()).isEqualTo(SECOND / 4);
    for (int pass = 0; pass < 12; pass++) {
      pace.took(SECOND / 10);
    }
    assertThat(pace.nanos()).isEqualTo(SECOND);
  }

  @Test
  void aSlowPassBringsTheNextForwardAndIsForgottenInTime() {
    for (int pass = 0; pass < 30; pass++) {
      pace.took(SECOND / 10);
    }
    pace.took(SECOND / 2);
    assertThat(pace.nanos()).isEqualTo(SECOND / 2);
    pace.took(SECOND / 10);
    assertThat(pace.nanos()).isGreaterThan(SECOND / 2).isLessThan(SECOND);
  }
}
