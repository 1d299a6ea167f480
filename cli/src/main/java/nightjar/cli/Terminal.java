package nightjar.cli;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nightjar.base.json.Json;

/// Where a command's answer goes: results to standard output, everything else to standard error, in the person's language.
///
/// Safe for any thread because each call is one print.
public final class Terminal {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;
  private final ResourceBundle words;
  private final Json json = new Json();

  public Terminal(PrintStream out, PrintStream err, boolean interactive, Locale locale) {
    this.out = out;
    this.err = err;
    this.interactive = interactive;
    this.words = ResourceBundle.getBundle("nightjar.cli.Messages", locale);
  }

  /// For what prints results by itself, as Picocli does its help.
  PrintWriter writer() {
    return new PrintWriter(out, true, out.charset());
  }

  /// The process's own streams, in the language of the environment.
  static Terminal system() {
    boolean watched = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return new Terminal(System.out, System.err, watched, language(System.getenv()));
  }

  /// French or English, by the first of LC_ALL, LC_MESSAGES and LANG that says anything (POSIX, 8.2). Not Java's default locale:
  /// that one is English wherever the C library has no such locale installed, as on a small Debian; there the launcher puts another
  /// one in and leaves what was asked for in NIGHTJAR_LANG.
  static Locale language(Map<String, String> environment) {
    return Stream.of("NIGHTJAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(text ->
            text.startsWith("fr_CA")
                ? Locale.CANADA_FRENCH
                : Locale.of(text.substring(0, Math.min(2, text.length()))))
        .filter(locale -> locale.getLanguage().equals("fr"))
        .orElse(Locale.ROOT);
  }

  ResourceBundle words() {
    return words;
  }

  /// The message called `key` in the person's language, with `{0}`, `{1}` filled in.
  String say(String key, Object... values) {
    try {
      return new MessageFormat(words.getString(key), words.getLocale()).format(values);
    } catch (MissingResourceException e) {
      throw new IllegalStateException("no message called " + key, e);
    }
  }

  /// A word of a command that is to be copied, as a POSIX shell takes it.
  static String quoted(String word) {
    return word.matches("[\\w./:@%+=,~-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void json(Object value) {
    line(json.write(value));
  }

  void jsonLine(Object value) {
    line(json.writeLine(value));
  }

  void error(String text) {
    err.println((interactive ? CLEAR_LINE : "") + text);
  }

  /// Replaces the current line of standard error; does not even ask for the text when nobody is watching.
  void progress(Supplier<String> text) {
    if (interactive) {
      err.print(CLEAR_LINE + text.get());
      err.flush();
    }
  }

  void endProgress() {
    if (interactive) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
