package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightjar.base.time.FakeClock;
import nightjar.cameras.session.SessionStatus;
import nightjar.media.rtp.RtpCounters;
import nightjar.media.rtsp.SessionCounters;
import nightjar.recorder.ingest.StreamStatus;
import nightjar.store.recording.StreamKey;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final StreamKey DOOR = StreamKey.of("door", "main");

  private final FakeClock clock = new FakeClock(Instant.EPOCH);
  private final Rates rates = new Rates(clock);
  private long bytes;

  private void watch(int seconds, long bytesPerSecond) {
    for (int i = 0; i < seconds; i++) {
      rates.look(List.of(new StreamStatus(DOOR, playing(bytes))));
      clock.advance(Duration.ofSeconds(1));
      bytes += bytesPerSecond;
    }
  }

  private static SessionStatus playing(long bytes) {
    var track = new RtpCounters(0, bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    return new SessionStatus.Playing(
        0, List.of(), new SessionCounters(true, 0, 0, 0, 0, List.of(track), 0, false, false, 0));
  }

  @Test
  void isUnknownBeforeFiveSecondsAndThenWhatCame() {
    watch(4, 125_000);
    assertThat(rates.bitsPerSecond(DOOR)).isEmpty();
    watch(3, 125_000);
    assertThat(rates.bitsPerSecond(DOOR)).contains(1_000_000L);
  }

  @Test
  void followsACameraThatWasChangedWithinTenSeconds() {
    watch(20, 125_000);
    watch(11, 500_000);
    assertThat(rates.bitsPerSecond(DOOR)).contains(4_000_000L);
  }

  @Test
  void aSessionThatBeganAnewIsMeasuredAnew() {
    watch(20, 125_000);
    bytes = 0;
    watch(1, 125_000);
    assertThat(rates.bitsPerSecond(DOOR)).isEmpty();
    rates.look(List.of(new StreamStatus(DOOR, new SessionStatus.Stopped())));
    assertThat(rates.bitsPerSecond(DOOR)).isEmpty();
  }
}
