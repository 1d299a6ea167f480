package nightjar.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline line = new Timeline(90_000);
  private long now = 1_000_000_000;

  @Test
  void wrapGoesOn() {
    assertThat(at(0xffff_ff00, 0)).isEqualTo(0xffff_ff00L);
    assertThat(at(0x0000_0e10, 40)).isEqualTo(0x1_0000_0e10L);
  }

  @Test
  void bFramesGoBackALittle() {
    at(100_000, 0);
    assertThat(at(107_200, 40)).isEqualTo(107_200);
    assertThat(at(103_600, 40)).isEqualTo(103_600);
    assertThat(line.jumps()).isZero();
  }

  @Test
  void quirk59_timestampResetGoesOnByTheTimeThatPassed() {
    at(2_000_000_000, 0);
    assertThat(at(0, 40)).isEqualTo(2_000_003_600L);
    assertThat(at(3_600, 40)).isEqualTo(2_000_007_200L);
    assertThat(line.jumps()).isEqualTo(1);
  }

  @Test
  void jumpAheadOfTimeIsMended() {
    at(0, 0);
    assertThat(at(90_000 * 3_600, 40)).isEqualTo(3_600);
    assertThat(at(90_000 * 3_600 + 3_600, 40)).isEqualTo(7_200);
  }

  @Test
  void silenceThatReallyPassedIsKept() {
    at(0, 0);
    assertThat(at(90_000 * 50, 50_000)).isEqualTo(90_000 * 50);
    assertThat(line.jumps()).isZero();
  }

  @Test
  void holeAfterAStalledConnectionIsKept() {
    at(0, 0);
    at(3_600, 30_000);
    assertThat(at(90_000 * 30, 0)).isEqualTo(90_000 * 30);
    assertThat(line.jumps()).isZero();
  }

  @Test
  void quirk60_burstOfOldFramesIsKept() {
    at(0, 0);
    for (int frame = 1; frame <= 125; frame++) {
      assertThat(at(frame * 3_600, 0)).isEqualTo(frame * 3_600L);
    }
    assertThat(line.jumps()).isZero();
  }

  @Test
  void quirk60_aKeyFrameKeptForWhoeverComesIsFollowedByThePresent() {
    at(0, 0);
    assertThat(at(90_000 * 5, 40)).isEqualTo(3_600);
    assertThat(at(90_000 * 5 + 3_600, 40)).isEqualTo(7_200);
    assertThat(line.jumps()).isEqualTo(1);
  }

  @Test
  void slowCamerasFirstTwoPicturesAtOnceAreKept() {
    at(0, 0);
    assertThat(at(90_000, 0)).isEqualTo(90_000);
    assertThat(line.jumps()).isZero();
  }

  private long at(int timestamp, long millisLater) {
    now += millisLater * 1_000;
    return line.at(timestamp, now);
  }
}
