package nightjar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final Work SEATS = new Work("seats", 8);

  private final Places places = new Places();

  @Test
  void anEighthIsAlwaysForOthers() {
    for (int i = 0; i < 7; i++) {
      places.take(SEATS, "ana");
    }
    assertThatThrownBy(() -> places.take(SEATS, "ana")).isInstanceOf(Refusal.class);
    try (var last = places.take(SEATS, "ben")) {
      assertThat(last).isNotNull();
      assertThatThrownBy(() -> places.take(SEATS, "cem")).isInstanceOf(Refusal.class);
    }
    places.take(SEATS, "cem");
  }

  @Test
  void whatIsGivenBackIsFreeForTheSamePersonToo() {
    for (int i = 0; i < 100; i++) {
      try (var a = places.take(SEATS, "ana");
          var b = places.take(SEATS, "ana")) {
        assertThat(a).isNotSameAs(b);
      }
    }
  }

  @Test
  void workOfOneAndWorkWithALineIsForAnybody() {
    places.take(new Work("back-ups", 1), "ana");
    var line = new Work("pictures", 2, Duration.ofSeconds(5));
    places.take(line, "ana");
    places.take(line, "ana");
  }
}
