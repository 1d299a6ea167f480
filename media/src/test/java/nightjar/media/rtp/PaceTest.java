package nightjar.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Pictures whose stamps run at a wrong speed beside sound whose stamps are right, for ten minutes each.
class PaceTest {
  private static final int SECONDS = 600;

  /// Until the speed is known and wall time has followed.
  private static final int LEARNING = 75;

  private static final long TOLERANCE_MICROS = 200_000;

  @Test
  void quirk43_soundAndPictureStayTogetherWhateverTheSpeedOfTheStamps() {
    var random = new SplittableRandom(43);
    for (int i = 0; i < 20; i++) {
      double wrong = i == 0 ? 0.4 : 0.015 + random.nextDouble() * 0.385;
      double speed = i % 2 == 0 ? 1 - wrong : 1 + wrong;
      var site = new Site(speed, 5 + random.nextInt(35), random.split());
      site.play();
      assertThat(site.furthest).as("speed %f", speed).isLessThan(TOLERANCE_MICROS);
      assertThat(site.unevenest).as("speed %f", speed).isLessThan(TOLERANCE_MICROS);
      assertThat(site.picture.walls).as("speed %f", speed).isSorted();
    }
  }

  @Test
  void stampsThatAreRightStayAsTheyAreWhateverTheNetworkDoes() {
    var random = new SplittableRandom(43);
    var rtp = new Rtp(true);
    int sent = 0;
    while (sent < 25 * SECONDS) {
      // Now and then nothing for up to four seconds, then all of it at once.
      int burst = random.nextInt(300) == 0 ? 1 + random.nextInt(100) : 1;
      rtp.after(40L * burst);
      for (int n = 0; n < burst; n++) {
        rtp.packet(sent & 0xffff, sent * 3_600);
        sent++;
      }
    }
    for (int i = 1; i < rtp.times.size(); i++) {
      assertThat(rtp.times.get(i) - rtp.times.get(i - 1)).isEqualTo(3_600);
    }
  }

  private static final class Site {
    private final Rtp picture = new Rtp(true);
    private final Rtp sound = new Rtp(true);
    private final double speed;
    private final int jitter;
    private final SplittableRandom random;
    private long furthest;
    private long unevenest;

    Site(double speed, int jitter, SplittableRandom random) {
      this.speed = speed;
      this.jitter = jitter;
      this.random = random;
    }

    void play() {
      double ticks = 0;
      long firstTime = 0;
      long firstWall = 0;
      int late = 0;
      for (int i = 0; i < 25 * SECONDS; i++) {
        int delay = random.nextInt(jitter);
        picture.after(Math.max(0, 40 + delay - late));
        sound.after(Math.max(0, 40 + delay - late));
        late = delay;
        picture.packet(i & 0xffff, (int) (long) ticks);
        sound.packet(i & 0xffff, i * 3_600);
        ticks += 3_600 * speed;
        if (i < 25 * LEARNING) {
          continue;
        }
        long wall = picture.walls.getLast();
        furthest = Math.max(furthest, Math.abs(wall - sound.walls.getLast()));
        // A file of a minute: its pictures are shown by media time.
        if (i % (25 * 60) == 0 || firstWall == 0) {
          firstTime = picture.times.getLast();
          firstWall = sound.walls.getLast();
        }
        long shown = firstWall + (picture.times.getLast() - firstTime) * 100 / 9;
        unevenest = Math.max(unevenest, Math.abs(shown - sound.walls.getLast()));
      }
    }
  }
}
