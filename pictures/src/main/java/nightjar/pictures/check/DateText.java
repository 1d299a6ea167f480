package nightjar.pictures.check;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `22 November 2026`, `22 novembre 2026`, as the Info screen writes the date so that nobody can take the day for the month; also
/// `2026-11-22`. Spaces may be missing, as the reader drops them at times.
final class DateText {
  private static final List<List<String>> MONTHS =
      List.of(
          List.of("january", "janvier"),
          List.of("february", "fevrier"),
          List.of("march", "mars"),
          List.of("april", "avril"),
          List.of("may", "mai"),
          List.of("june", "juin"),
          List.of("july", "juillet"),
          List.of("august", "aout"),
          List.of("september", "septembre"),
          List.of("october", "octobre"),
          List.of("november", "novembre"),
          List.of("december", "decembre"));
  private static final Pattern WORDS =
      Pattern.compile("(\\d{1,2})(?:er)?\\s*([a-z]+)\\s*(\\d{4})(?!\\d).*");
  private static final Pattern NUMBERS = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?!\\d).*");

  private DateText() {}

  static Optional<LocalDate> parse(String read) {
    String text =
        Normalizer.normalize(read.strip(), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    Matcher words = WORDS.matcher(text);
    Matcher numbers = NUMBERS.matcher(text);
    try {
      if (numbers.matches()) {
        return Optional.of(
            LocalDate.of(number(numbers, 1), number(numbers, 2), number(numbers, 3)));
      }
      if (words.matches()) {
        for (int month = 1; month <= 12; month++) {
          if (MONTHS.get(month - 1).contains(words.group(2))) {
            return Optional.of(LocalDate.of(number(words, 3), month, number(words, 1)));
          }
        }
      }
    } catch (DateTimeException e) {
      // No such day.
    }
    return Optional.empty();
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
