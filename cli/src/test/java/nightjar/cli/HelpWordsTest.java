package nightjar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import nightjar.base.tasks.Stop;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.Test;

class HelpWordsTest {
  @Test
  void noLineOfTheHelpEndsInTheMiddleOfAWord() {
    for (String[] typed :
        new String[][] {
          {"--help"}, {"export", "--help"}, {}, {"export"}, {"user", "add", "--help"}
        }) {
      String help = printed(typed);
      assertThat(help).contains("\u2019").doesNotContain("\u2019\n", "\u02bc");
    }
  }

  private static String printed(String... typed) {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, UTF_8);
    var terminal = new Terminal(stream, stream, false, Locale.FRENCH);
    Commands.run(new Environment(new SystemClock(), new Stop(), (_, _, _) -> {}, terminal), typed);
    return out.toString(UTF_8);
  }
}
