package nightjar.accounts.password;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a password must be: long enough for its profile, nothing a stranger could know, nothing that has leaked, and not early in
/// a guessing program's list. Safe for any thread because it has no state.
public final class PasswordRule {
  /// Below this score of four a password is refused, whatever its length.
  static final int LEAST_SCORE = 3;

  /// Shorter personal words are parts of too many other words ("Al", "Ng").
  private static final int SHORTEST_PERSONAL = 3;

  private final PasswordProfile profile;
  private final LeakedPasswords leaked;
  private final Strength strength;

  public PasswordRule(PasswordProfile profile, LeakedPasswords leaked, Strength strength) {
    this.profile = profile;
    this.leaked = leaked;
    this.strength = strength;
  }

  public Judgement judge(Password password, PersonalWords personal) {
    if (password.oversized()) {
      return new Judgement(EnumSet.of(Finding.TOO_LONG), 0, Set.of());
    }
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    String text = password.text();
    int length = password.length();
    if (length < shortest()) {
      findings.add(Finding.TOO_SHORT);
    } else if (length < PasswordProfile.LONG_ENOUGH && !fourClasses(text)) {
      findings.add(Finding.NEEDS_FOUR_CLASSES);
    }
    if (text.codePoints().anyMatch(PasswordRule::unusable)) {
      findings.add(Finding.UNUSABLE_CHARACTER);
    }
    Set<String> words = words(personal);
    if (words.stream().anyMatch(folded(text)::contains)) {
      findings.add(Finding.PERSONAL);
    }
    if (leaked.has(text)) {
      findings.add(Finding.LEAKED);
    }
    Strength.Estimate estimate = strength.of(text, List.copyOf(words));
    if (length >= shortest() && estimate.score() < LEAST_SCORE) {
      findings.add(Finding.GUESSABLE);
    }
    return new Judgement(findings, estimate.score(), estimate.hints());
  }

  private int shortest() {
    return switch (profile) {
      case STRONG_12 -> PasswordProfile.SHORT;
      case NIST_REV4 -> PasswordProfile.LONG_ENOUGH;
    };
  }

  private static boolean fourClasses(String text) {
    return text.codePoints().anyMatch(Character::isUpperCase)
        && text.codePoints().anyMatch(Character::isLowerCase)
        && text.codePoints().anyMatch(Character::isDigit)
        && text.codePoints().anyMatch(c -> !Character.isLetterOrDigit(c));
  }

  private static boolean unusable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> true;
      default -> false;
    };
  }

  private static Set<String> words(PersonalWords personal) {
    Set<String> words = new LinkedHashSet<>();
    personal.names().forEach(name -> addParts(words, name));
    personal.siteWords().forEach(word -> addParts(words, word));
    LocalDate born = personal.birthDate();
    if (born != null) {
      addDates(words, born);
    }
    return words;
  }

  private static void addParts(Set<String> words, String text) {
    for (String part : text.split("[^\\p{L}\\p{M}\\p{N}]+", -1)) {
      add(words, folded(part));
    }
    add(words, folded(text));
  }

  private static void add(Set<String> words, String word) {
    if (word.length() >= SHORTEST_PERSONAL) {
      words.add(word);
    }
  }

  /// The ways people write a day: 1984-03-07 as 19840307, 07031984, 03071984, with two digits of the year, and without leading zeros.
  private static void addDates(Set<String> words, LocalDate day) {
    String year = "%04d".formatted(day.getYear());
    String shortYear = year.substring(2);
    for (String d : List.of("%02d".formatted(day.getDayOfMonth()), "" + day.getDayOfMonth())) {
      for (String m : List.of("%02d".formatted(day.getMonthValue()), "" + day.getMonthValue())) {
        for (String y : List.of(year, shortYear)) {
          for (String date : List.of(y + m + d, d + m + y, m + d + y)) {
            if (date.length() >= 5) {
              words.add(date);
            }
          }
        }
      }
    }
  }

  /// Lower case, without accents, and without the signs people put between the parts of a name or a date.
  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[\\p{M}\\p{Punct}\\s]", "")
        .toLowerCase(Locale.ROOT);
  }
}
