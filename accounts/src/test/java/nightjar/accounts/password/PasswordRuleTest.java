package nightjar.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {
  private static final PersonalWords NOBODY = new PersonalWords(List.of(), null, List.of());
  private static final PersonalWords OWNER =
      new PersonalWords(
          List.of("zelie", "Zélie Marchand-Ouellet"),
          LocalDate.of(1984, 3, 7),
          List.of("Dépanneur Lauzon", "N843A82", "ND021906012345"));

  private final LeakedPasswords leaked = LeakedPasswords.builtIn();
  private final Strength strength = new Strength();
  private final PasswordRule strong = new PasswordRule(PasswordProfile.STRONG_12, leaked, strength);
  private final PasswordRule nist = new PasswordRule(PasswordProfile.NIST_REV4, leaked, strength);

  private Set<Finding> strong(String text) {
    return strong.judge(Password.of(text), NOBODY).findings();
  }

  private Set<Finding> nist(String text) {
    return nist.judge(Password.of(text), NOBODY).findings();
  }

  @Test
  void twelveOfFourClassesOrFifteenOfAnyKind() {
    assertThat(strong("vK7!qz-Wm2#x")).isEmpty();
    assertThat(strong("vK7!qz-Wm2#")).contains(Finding.TOO_SHORT);
    assertThat(strong("vk7!qz-wm2#x")).contains(Finding.NEEDS_FOUR_CLASSES);
    assertThat(strong("vkzqzwjmxfhgpcl")).isEmpty();
    assertThat(strong("lanterne boue kayak")).isEmpty();
  }

  @Test
  void theOtherProfileWantsFifteenAndNoClasses() {
    assertThat(nist("vK7!qz-Wm2#x")).contains(Finding.TOO_SHORT);
    assertThat(nist("vkzqzwjmxfhgpcl")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zelie-est-ici-42!",
        "!!ZÉLIE!!kq7Xw0",
        "kq7Xw0-marchand-P2",
        "m.a.r.c.h.a.n.d-K7qx!",
        "kQ7!19840307wzX",
        "kQ7!wzX 7/3/1984 p",
        "kQ7!wzX 07.03.1984",
        "depanneurLauzon#88Q",
        "xx-N843a82-xxQ!77kd",
        "kQ7!ND021906012345w"
      })
  void whatAStrangerCouldKnowIsRefused(String text) {
    assertThat(strong.judge(Password.of(text), OWNER).findings()).contains(Finding.PERSONAL);
  }

  @Test
  void shortPartsOfNamesDoNotForbidHalfTheLanguage() {
    var al = new PersonalWords(List.of("Al Ng"), null, List.of());
    assertThat(strong.judge(Password.of("algebra-Kayak-77 lanterne"), al).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Password@1234",
        "P@ssw0rd12345",
        "Qwertyuiop123!",
        "aaaaaaaaaaaaaaa",
        "Aaaaaaaaaaa1!",
        "abcdefghijklmnop",
        "passwordpassword",
        "1q2w3e4r5t6y7u8i9o0p"
      })
  void longAndStillGuessedEarlyIsRefused(String text) {
    assertThat(strong(text)).containsAnyOf(Finding.GUESSABLE, Finding.LEAKED);
    assertThat(strong(text)).as("profile nist").isNotEmpty();
  }

  @Test
  void theSameKeysOnAnotherKeyboardAreTheSamePassword() {
    assertThat(Password.of("e\u0301t\u00e9")).matches(p -> p.sameAs(Password.of("\u00e9te\u0301")));
    assertThat(Password.of("\uff21")).matches(p -> p.sameAs(Password.of("A")));
  }

  @Test
  void tooLongIsRefusedWithoutBeingLookedAt() {
    assertThat(strong("kQ7!".repeat(64))).doesNotContain(Finding.TOO_LONG);
    assertThat(strong("kQ7!".repeat(65))).containsExactly(Finding.TOO_LONG);
    assertThat(strong("k".repeat(10_000_000))).containsExactly(Finding.TOO_LONG);
  }

  @Test
  void whatNoKeyboardTypesIsRefused() {
    assertThat(strong("vK7!qz-Wm2#x\u0007")).contains(Finding.UNUSABLE_CHARACTER);
    assertThat(strong("vK7!qz-Wm2#x\ud800")).contains(Finding.UNUSABLE_CHARACTER);
    assertThat(strong("vK7!qz-Wm2#x \u00e9\u732b")).isEmpty();
  }

  @Test
  void theScoreRisesWhileTyping() {
    int last = 0;
    for (String typed : List.of("l", "lanterne", "lanterne boue", "lanterne boue kayak")) {
      int score = strong.judge(Password.of(typed), NOBODY).score();
      assertThat(score).isGreaterThanOrEqualTo(last);
      last = score;
    }
    assertThat(last).isEqualTo(4);
  }

  @Test
  void noneOfTheHundredThousandMostLeakedIsAccepted() throws IOException {
    Optional<Path> list = Fixtures.find("passwords/top100k.txt");
    Assumptions.assumeTrue(list.isPresent());
    List<String> accepted =
        new String(Files.readAllBytes(list.get()), StandardCharsets.UTF_8)
            .lines()
            .filter(text -> text.length() >= PasswordProfile.SHORT)
            .filter(text -> strong(text).isEmpty() || nist(text).isEmpty())
            .toList();
    assertThat(accepted).isEmpty();
  }

  @Test
  void aListOfAnOwnersOwnIsUsed() {
    byte[] bytes =
        LeakedPasswords.format(List.of("Tortue-verte-9000", "lanterne boue kayak").stream());
    LeakedPasswords own = LeakedPasswords.parse(bytes).orElseThrow();
    assertThat(own.has("tortue-VERTE-9000")).isTrue();
    assertThat(own.has("tortue-verte-9001")).isFalse();
  }
}
