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

  private Typed() {}

  /// Upper case without spaces; hyphens of any kind are one hyphen.
  public static String name(String typed) {
    String cut = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
    return Normalizer.normalize(cut, Normalizer.Form.NFKC)
        .replaceAll("[\\u2010-\\u2015\\u2212]", "-")
        .replaceAll("[\\s\\p{Z}\\p{Cntrl}]", "")
        .toUpperCase(Locale.ROOT);
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
