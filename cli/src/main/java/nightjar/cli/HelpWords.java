package nightjar.cli;

import java.util.Enumeration;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The messages as Picocli may break them into lines. Java's line breaking parts a word after its apostrophe (’), which French has
/// in every line; the letter that looks like one (ʼ, U+02BC) stays within its word, and [#shown] puts the apostrophe back.
/// Safe for any thread because it never changes.
final class HelpWords extends ResourceBundle {
  private static final char APOSTROPHE = '\u2019';
  private static final char LETTER = '\u02bc';

  private final ResourceBundle words;

  HelpWords(ResourceBundle words) {
    this.words = words;
  }

  /// A help text as people see it.
  static String shown(String help) {
    return help.replace(LETTER, APOSTROPHE);
  }

  @Override
  protected @Nullable Object handleGetObject(String key) {
    return words.containsKey(key) ? words.getString(key).replace(APOSTROPHE, LETTER) : null;
  }

  @Override
  public Enumeration<String> getKeys() {
    return words.getKeys();
  }
}
