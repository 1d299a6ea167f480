package nightjar.pictures.check;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
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
  private static final String MONTH_AND_YEAR =
      "(?:er)?[^a-z0-9]*([a-z0158|]{2,12}?)[^a-z0-9]*(20\\d\\d)(?!\\d).*";
  private static final List<Pattern> WORDS =
      List.of(
          Pattern.compile("([0-3lio|][\\dlio|])" + MONTH_AND_YEAR),
          Pattern.compile("([\\dlio|])" + MONTH_AND_YEAR));
  private static final Pattern NUMBERS = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?!\\d).*");

  private DateText() {}

  static Optional<LocalDate> parse(String read) {
    String text =
        Normalizer.normalize(read.strip(), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    Matcher numbers = NUMBERS.matcher(text);
    if (numbers.matches()) {
      return date(number(numbers, 1), number(numbers, 2), number(numbers, 3));
    }
    return WORDS.stream()
        .map(form -> form.matcher(text))
        .filter(Matcher::matches)
        .flatMap(words -> near(words).stream())
        .min(Comparator.comparingInt(Near::edits))
        .map(Near::date);
  }

  /// Empty when there is no such day.
  private static Optional<LocalDate> date(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private record Near(LocalDate date, int edits) {}

  /// With the one month whose name is at most a letter in four away. Months are few and far apart, so a letter that was misread
  /// changes nothing; a digit would. The fewest such letters win: in `10ctober` the 0 is more likely October's than the day's.
  private static Optional<Near> near(Matcher words) {
    String letters =
        words
            .group(2)
            .replace('0', 'o')
            .replace('1', 'l')
            .replace('5', 's')
            .replace('8', 'b')
            .replace('|', 'l');
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int month = 1; month <= 12; month++) {
      for (String name : MONTHS.get(month - 1)) {
        int edits = Edits.between(letters, name);
        if (edits < least && edits <= name.length() / 4) {
          least = edits;
          best = month;
        }
      }
    }
    int edits = least;
    int day = Integer.parseInt(words.group(1).replace('o', '0').replaceAll("[li|]", "1"));
    return date(number(words, 3), best, day).map(found -> new Near(found, edits));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
