package nightjar.recovery.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SerialNumberTest {
  @Test
  void comesBackFromItsText() {
    var random = new Random(5);
    for (int i = 0; i < 1_000; i++) {
      var serial =
          new SerialNumber(
              "NJ",
              random.nextInt(100),
              2000 + random.nextInt(100),
              1 + random.nextInt(53),
              random.nextInt(1_000_000));
      assertThat(SerialNumber.parse(serial.text())).contains(serial);
    }
  }

  @Test
  void everyWrongDigitIsFound() {
    String text = new SerialNumber("NJ", 1, 2026, 47, 1234).text();
    for (int i = 2; i < text.length(); i++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (digit != text.charAt(i)) {
          assertThat(SerialNumber.parse(text.substring(0, i) + digit + text.substring(i + 1)))
              .isEmpty();
        }
      }
    }
  }

  @Test
  void isShownInGroupsOfFour() {
    assertThat(SerialNumber.grouped("NJ0126470012340")).isEqualTo("NJ01 2647 0012 340");
  }
}
