package nightjar.recorder.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurntTimeTest {
  private static final ZoneId TORONTO = ZoneId.of("America/Toronto");

  @Test
  void offsetIsThatOfTheInstant() {
    var time = new BurntTime("door", TORONTO);
    assertThat(time.filter(micros("2026-11-01T05:59:59Z"))).contains("UTC-04");
    assertThat(time.filter(micros("2026-11-01T06:00:00Z"))).contains("UTC-05");
    assertThat(time.steadyUntil(micros("2026-11-01T05:00:00Z")))
        .isEqualTo(micros("2026-11-01T06:00:00Z"));
    assertThat(new BurntTime("door", ZoneId.of("UTC")).steadyUntil(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void secondsCarryTheFractionOfTheFirstPicture() {
    String filter = new BurntTime("door", ZoneId.of("UTC")).filter(1_763_906_399_877_000L);
    assertThat(filter).contains("1763906399.877500", "t+0.877500");
  }

  /// A name is text for people, whatever FFmpeg's three languages make of its signs.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Door's: 50% [a],b;c\\d {x} \"q\" %{n}",
        "%{localtime}",
        "\\",
        "':textfile=/etc/passwd",
        "a\nb\tc\0d",
        "玄関 🚪 Entrée",
        "]/dev/null[",
        "}}}}%%%%"
      })
  void anyNameIsTaken(String name) {
    assumeThat(FootageCoder.works()).isTrue();
    String filter = new BurntTime(name, TORONTO).filter(micros("2026-11-23T14:00:00Z"));
    assertThat(Coder.works(FootageCoder.FFMPEG, filter)).isTrue();
    assertThat(filter).doesNotContain("\0", "\n");
  }

  private static long micros(String instant) {
    return Instant.parse(instant).toEpochMilli() * 1_000;
  }
}
