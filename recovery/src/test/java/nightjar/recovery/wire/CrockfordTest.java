package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CrockfordTest {
  @Test
  void checkSymbolFindsEverySingleWrongSymbol() {
    var random = new Random(1);
    for (int round = 0; round < 200; round++) {
      String body = Crockford.random(random, 15);
      char check = Crockford.check(body);
      for (int i = 0; i < 15; i++) {
        for (char other : Crockford.ALPHABET.toCharArray()) {
          if (other != body.charAt(i)) {
            String wrong = body.substring(0, i) + other + body.substring(i + 1);
            assertThat(Crockford.check(wrong)).as(body + " as " + wrong).isNotEqualTo(check);
          }
        }
      }
    }
  }

  @Test
  void checkSymbolFindsNearlyEverySwapOfNeighbours() {
    var random = new Random(2);
    int swaps = 0;
    int missed = 0;
    for (int round = 0; round < 20_000; round++) {
      String body = Crockford.random(random, 15);
      int i = random.nextInt(14);
      if (body.charAt(i) != body.charAt(i + 1)) {
        String swapped =
            body.substring(0, i) + body.charAt(i + 1) + body.charAt(i) + body.substring(i + 2);
        swaps++;
        missed += Crockford.check(swapped) == Crockford.check(body) ? 1 : 0;
      }
    }
    assertThat(missed).isLessThan(swaps / 300);
  }

  @Test
  void confusablesCaseSpacesAndHyphensOfAnyKindAreForgiven() {
    assertThat(Crockford.clean(" qw3e\u20117hjk 2m5t\u22129xb6\u00a0"))
        .isEqualTo("QW3E7HJK2M5T9XB6");
    assertThat(Crockford.clean("oO0-iIlL1")).isEqualTo("00011111");
  }

  @Test
  void otherLettersAreNoSymbols() {
    for (char c : "Uu!éſıК\u0660".toCharArray()) {
      assertThat(Crockford.areSymbols(Crockford.clean(String.valueOf(c)))).as("" + c).isFalse();
    }
  }

  @Test
  void bytesComeBackFromTheirSymbols() {
    var random = new Random(3);
    for (int size = 0; size < 200; size++) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      assertThat(Crockford.decode(Crockford.encode(bytes))).as("size " + size).contains(bytes);
    }
  }

  @Test
  void symbolsThatNoEncoderWritesAreRefused() {
    assertThat(Crockford.decode("01")).as("bits left over that are set").isEmpty();
    assertThat(Crockford.decode("0")).as("half a byte").isEmpty();
    assertThat(Crockford.decode("000")).as("a symbol too many").isEmpty();
    assertThat(Crockford.decode("0o")).as("not canonical").isEmpty();
  }
}
