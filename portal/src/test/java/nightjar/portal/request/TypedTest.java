package nightjar.portal.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypedTest {
  @Test
  void whatHidesOrTurnsOtherTextIsLeftOut() {
    assertThat(Typed.line("\u202eA\u200bda\u0000\r\nBcc: x\u2028y\ufeff", 80))
        .isEqualTo("Ada Bcc: xy");
    assertThat(Typed.lines("one\ntwo\u2066", 80)).isEqualTo("one\ntwo");
    assertThat(Typed.name("nj\u202er\u200b-1\u00ad")).isEqualTo("NJR-1");
  }

  @Test
  void whatJoinsLettersStaysAndNoCharacterIsTorn() {
    assertThat(Typed.line("\u0646\u0627\u0645\u0647\u200c\u0627\u06cc", 80)).contains("\u200c");
    assertThat(Typed.line("a".repeat(79) + "\ud83d\ude00b", 80)).endsWith("\ud83d\ude00");
    assertThat(Typed.name("a".repeat(63) + "\ud83d\ude00")).isEqualTo("A".repeat(63));
  }
}
