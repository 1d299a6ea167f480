package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import nightjar.base.http.Refusal;
import nightjar.base.time.FakeClock;
import org.junit.jupiter.api.Test;

class ShareDoorTest {
  private final FakeClock clock = new FakeClock(Instant.EPOCH);
  private final ShareDoor door = new ShareDoor(clock);

  @Test
  void theTwentyFirstOpeningOfAMinuteWaitsAndOtherAddressesDoNot() {
    for (int i = 0; i < 20; i++) {
      door.knock("192.0.2.1");
    }
    assertThatThrownBy(() -> door.knock("192.0.2.1")).isInstanceOf(Refusal.class);
    assertThatCode(() -> door.knock("192.0.2.2")).doesNotThrowAnyException();
    clock.advance(Duration.ofSeconds(61));
    assertThatCode(() -> door.knock("192.0.2.1")).doesNotThrowAnyException();
  }

  @Test
  void eachGuessAfterTheFifthCostsTwiceTheWait() {
    for (int i = 0; i < 5; i++) {
      door.guess("link");
    }
    for (int seconds = 1; seconds <= 1024; seconds *= 2) {
      assertThatThrownBy(() -> door.guess("link")).isInstanceOf(Refusal.class);
      clock.advance(Duration.ofSeconds(seconds));
      door.guess("link");
    }
    assertThatCode(() -> door.guess("another")).doesNotThrowAnyException();
  }

  @Test
  void theRightPasswordStartsAnew() {
    for (int i = 0; i < 5; i++) {
      door.guess("link");
    }
    door.right("link");
    assertThatCode(() -> door.guess("link")).doesNotThrowAnyException();
  }
}
