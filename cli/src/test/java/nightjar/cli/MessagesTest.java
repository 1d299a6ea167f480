package nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\d");

  private final ResourceBundle english = bundle(Locale.ROOT);
  private final ResourceBundle french = bundle(Locale.FRENCH);

  @Test
  void frenchHasEveryKeyAndNoOther() {
    assertThat(new TreeSet<>(french.keySet())).isEqualTo(new TreeSet<>(english.keySet()));
  }

  @Test
  void frenchFillsTheSamePlaces() {
    for (String key : english.keySet()) {
      assertThat(places(french.getString(key))).as(key).isEqualTo(places(english.getString(key)));
    }
  }

  private static Set<String> places(String text) {
    var found = new TreeSet<String>();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle(
        "nightjar.cli.Messages", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }
}
