package nightjar.cli.console;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The command line's texts in one language. Safe for any thread because bundles are.
public record Words(ResourceBundle bundle, Locale locale) {
  /// English is what the bundle without a language holds, whatever the machine speaks.
  public static Words of(Locale locale) {
    ResourceBundle.Control control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    Locale bundle = locale.getLanguage().equals("fr") ? locale : Locale.ROOT;
    return new Words(ResourceBundle.getBundle("nightjar.cli.Messages", bundle, control), locale);
  }

  String say(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  /// `other` when there is no such text.
  String sayOr(String key, String other) {
    return bundle.containsKey(key) ? say(key) : other;
  }
}
