package nightjar.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpWallClockTest {
  private static final long SECOND = 1_000_000;

  private final Rtp rtp = new Rtp(true);
  private int sequence;
  private double cameraTicks = 5_000;
  private int timestamp = 5_000;

  @Test
  void frameHasItsArrivalTimeAtFirst() {
    frame(0, 1);
    assertThat(rtp.walls).containsExactly(rtp.clock.wallMicros());
  }

  @Test
  void latePacketsDoNotMoveTime() {
    for (int i = 0; i < 500; i++) {
      frame(40, 1);
    }
    long lastOnTime = last(rtp.walls);
    rtp.after(3_000);
    for (int i = 1; i <= 75; i++) {
      frame(0, 1);
      assertThat(last(rtp.walls))
          .isBetween(lastOnTime + i * 40_000L - 2_000, lastOnTime + i * 40_000L);
    }
  }

  @Test
  void wallTimeNeverRunsBackOrAheadOfArrival() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      frame(random.nextInt(10) == 0 ? random.nextInt(600) : random.nextInt(40), 1);
      assertThat(last(rtp.walls)).isLessThanOrEqualTo(rtp.clock.wallMicros());
    }
    assertThat(rtp.walls).isSorted();
  }

  @Test
  void quirk60_burstOfOldFramesEndsAtThePresent() {
    for (int i = 0; i < 125; i++) {
      frame(0, 1);
    }
    for (int i = 0; i < 25; i++) {
      frame(40, 1);
    }
    assertThat(last(rtp.walls)).isCloseTo(rtp.clock.wallMicros(), within(1_000));
    assertThat(rtp.walls).isSorted();
  }

  @Test
  void skewOf500PpmStaysWithinTwoHundredths() {
    for (double rate : new double[] {1.0005, 0.9995}) {
      for (int i = 0; i < 25 * 600; i++) {
        frame(40, rate);
      }
      assertThat(last(rtp.walls)).isCloseTo(rtp.clock.wallMicros(), within(20_000));
    }
    assertThat(rtp.walls).isSorted();
  }

  @Test
  void quirk43_cameraWhoseMediaTimeFallsBehindKeepsWallTime() {
    for (int i = 0; i < 21 * 300; i++) {
      frame(1000.0 / 21, 0.84);
    }
    assertThat(last(rtp.walls)).isCloseTo(rtp.clock.wallMicros(), within(3 * SECOND));
    assertThat(rtp.walls).isSorted();
  }

  @Test
  void trustedReportSetsCaptureTimeSmoothly() {
    for (int i = 0; i < 1_500; i++) {
      frame(40, 1);
      if (i % 125 == 5) {
        rtp.report(rtp.clock.wallMicros() - 300_000, timestamp);
      }
    }
    assertThat(rtp.camera.trusted()).isTrue();
    assertThat(rtp.camera.offsetMicros()).isCloseTo(-300_000, within(1_000));
    assertThat(last(rtp.walls)).isCloseTo(rtp.clock.wallMicros() - 300_000, within(2_000));
    assertSmooth();
  }

  @Test
  void wrongCameraClockIsReportedButNotFollowed() {
    for (int i = 0; i < 1_500; i++) {
      frame(40, 1);
      if (i % 125 == 5) {
        rtp.report(rtp.clock.wallMicros() - 3_600 * SECOND, timestamp);
      }
    }
    assertThat(rtp.camera.trusted()).isFalse();
    assertThat(rtp.camera.offsetMicros()).isCloseTo(-3_600 * SECOND, within(1_000));
    assertThat(last(rtp.walls)).isCloseTo(rtp.clock.wallMicros(), within(1_000));
  }

  @Test
  void cameraAheadOfUsIsNotFollowed() {
    frame(40, 1);
    rtp.report(rtp.clock.wallMicros() + 600_000, timestamp);
    assertThat(rtp.camera.trusted()).isFalse();
  }

  @Test
  void quirk60_cameraClockStepDoesNotMakeWallTimeJump() {
    for (int i = 0; i < 3_000; i++) {
      frame(40, 1);
      if (i % 125 == 5) {
        long wrong = i < 1_500 ? -4 * SECOND : -100_000;
        rtp.report(rtp.clock.wallMicros() + wrong, timestamp);
      }
    }
    assertThat(last(rtp.walls)).isCloseTo(rtp.clock.wallMicros() - 100_000, within(5_000));
    assertSmooth();
  }

  @Test
  void ourOwnClockStepMovesWallTimeAtOnce() {
    for (int i = 0; i < 100; i++) {
      frame(40, 1);
    }
    rtp.clock.stepWall(Duration.ofHours(1));
    frame(40, 1);
    assertThat(last(rtp.walls)).isEqualTo(rtp.clock.wallMicros());
    assertThat(rtp.times.get(100) - rtp.times.get(99)).isEqualTo(3_600);
  }

  @Test
  void reportsOfAnUntrustedClockAlignTracks() {
    CameraClock camera = new CameraClock();
    RtpWallClock video = new RtpWallClock(0, camera);
    RtpWallClock sound = new RtpWallClock(1, camera);
    long cameraBase = -3_600 * SECOND;
    long wallOfVideo = 0;
    long wallOfSound = 0;
    for (int i = 0; i < 1_500; i++) {
      rtp.after(40);
      long now = rtp.arrival.monotonicMicros();
      // Sound of the same instant comes 200 ms later, on a media clock of its own.
      wallOfVideo = video.wallMicros(now, rtp.arrival);
      wallOfSound = sound.wallMicros(now - 200_000 + 77 * SECOND, rtp.arrival);
      if (i % 125 == 5) {
        video.report(now, now + cameraBase, rtp.arrival);
        sound.report(now + 77 * SECOND, now + cameraBase, rtp.arrival);
      }
    }
    assertThat(wallOfVideo - wallOfSound).isCloseTo(200_000, within(2_000));
  }

  @Test
  void reportBeforeTheFirstPacketIsNotForgotten() {
    rtp.report(rtp.clock.wallMicros() - 200_000, timestamp + 3_600);
    frame(40, 1);
    assertThat(rtp.camera.offsetMicros()).isCloseTo(-240_000, within(1_000));
  }

  @Test
  void quirk14_reportOfAnotherTimelineIsIgnored() {
    frame(40, 1);
    rtp.report(rtp.clock.wallMicros(), timestamp + 2_000_000_000);
    assertThat(rtp.camera.known()).isFalse();
  }

  /// The next frame comes `millis` later; the camera's media clock goes 40 ms on, at `rate`.
  private void frame(double millis, double rate) {
    rtp.clock.advance(Duration.ofNanos((long) (millis * 1e6)));
    rtp.arrival.update();
    cameraTicks += rate == 0.84 ? 3_600 : 3_600 * rate;
    timestamp = (int) (long) cameraTicks;
    rtp.packet(sequence++ & 0xffff, timestamp);
  }

  private void assertSmooth() {
    for (int i = 1; i < rtp.walls.size(); i++) {
      assertThat(rtp.walls.get(i) - rtp.walls.get(i - 1)).isBetween(0L, 80_000L);
    }
  }

  private static long last(List<Long> list) {
    return list.getLast();
  }

  private static org.assertj.core.data.Offset<Long> within(long micros) {
    return org.assertj.core.data.Offset.offset(micros);
  }
}
