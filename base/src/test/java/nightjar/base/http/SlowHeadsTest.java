package nightjar.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When a connection counts as one that draws a head out; what it does on the wire, [HttpServerTest] shows.
class SlowHeadsTest {
  private static final long SECOND = 1_000_000_000L;

  private final SlowHeads.Progress progress = new SlowHeads.Progress(0);

  @Test
  void bytesOfAHeadThatIsNotWholeCountFromWhenTheyWereSeen() {
    assertThat(progress.unfinishedNanos(0, 0, 0, SECOND)).isZero();
    assertThat(progress.unfinishedNanos(0, 0, 10, 2 * SECOND)).isZero();
    assertThat(progress.unfinishedNanos(0, 0, 11, 5 * SECOND)).isEqualTo(3 * SECOND);
  }

  @Test
  void theBodyOfARequestThatWasAnsweredIsNoHead() {
    assertThat(progress.unfinishedNanos(1, 0, 100, SECOND)).isZero();
    assertThat(progress.unfinishedNanos(1, 1, 900, 2 * SECOND)).isZero();
    assertThat(progress.unfinishedNanos(1, 1, 900, 90 * SECOND)).isZero();
  }

  @Test
  void aSecondHeadIsWatchedLikeTheFirst() {
    assertThat(progress.unfinishedNanos(1, 1, 100, SECOND)).isZero();
    assertThat(progress.unfinishedNanos(1, 1, 100, 2 * SECOND)).isZero();
    assertThat(progress.unfinishedNanos(1, 1, 103, 3 * SECOND)).isZero();
    assertThat(progress.unfinishedNanos(1, 1, 104, 7 * SECOND)).isEqualTo(4 * SECOND);
  }
}
