package nightjar.portal.request;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// What people type from a screen or a label, in the one form that is compared. Nothing typed is refused for its look.
public final class Typed {
  private static final int LONGEST = 64;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Typed() {}

  /// Upper case without spaces; hyphens of any kind are one hyphen.
  public static String name(String typed) {
    String cut = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    return Normalizer.normalize(cut, Normalizer.Form.NFKC)
        .replaceAll("[\\u2010-\\u2015\\u2212]", "-")
        .replaceAll("[\\s\\p{Z}\\p{Cntrl}\\p{Cf}\\p{Cs}]", "")
        .toUpperCase(Locale.ROOT);
  }

  /// What a person wrote on one line, without what hides or turns the text beside it, `longest` characters at most.
  public static String line(String typed, int longest) {
    return lines(typed.replace('\n', ' '), longest);
  }

  /// The same on as many lines as they wrote.
  public static String lines(String typed, int longest) {
    return typed
        .codePoints()
        .filter(Typed::shows)
        .limit(longest)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  /// Names and words are joined and kept apart by two of the invisible characters; the others turn text around or hide it.
  private static boolean shows(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT -> c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
      case Character.CONTROL -> c == '\n';
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }

  /// The same without hyphens, and letters that look alike made one: two readings of one label have one of these.
  public static String folded(String typed) {
    String name = name(typed).replace("-", "");
    var out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(
          switch (c) {
            case 'O', 'Q' -> '0';
            case 'I', 'L' -> '1';
            case 'S' -> '5';
            case 'B' -> '8';
            default -> c;
          });
    }
    return out.toString();
  }

  /// `2026-03-03`, `20260303`; the page writes the first whatever the person picks.
  public static Optional<LocalDate> date(String typed) {
    String text = name(typed);
    try {
      return Optional.of(
          text.length() == 8
              ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
              : LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
