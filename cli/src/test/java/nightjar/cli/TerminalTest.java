package nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void languageIsThatOfTheFirstVariableThatSaysOne() {
    assertThat(Terminal.language(Map.of("LANG", "fr_FR.UTF-8")).getLanguage()).isEqualTo("fr");
    assertThat(Terminal.language(Map.of("LANG", "fr_CA.UTF-8")).getCountry()).isEqualTo("CA");
    assertThat(Terminal.language(Map.of("LC_ALL", "C", "LANG", "fr_FR")).getLanguage()).isEmpty();
    assertThat(Terminal.language(Map.of("LC_ALL", "", "LC_MESSAGES", "fr")).getLanguage())
        .isEqualTo("fr");
    assertThat(Terminal.language(Map.of("LANG", "en_CA.UTF-8")).getLanguage()).isEmpty();
    assertThat(Terminal.language(Map.of()).getLanguage()).isEmpty();
  }
}
