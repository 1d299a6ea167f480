package nightjar.accounts;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import nightjar.accounts.password.Password;
import org.jspecify.annotations.Nullable;

/// What somebody gives to become a user.
///
/// @param name what they will sign in with
/// @param fullName may be empty
/// @param birthDate only so that the password does not hold it; null when not given
public record NewPerson(
    String name, String fullName, @Nullable LocalDate birthDate, Password password) {
  static final int LONGEST_NAME = 64;

  boolean nameUsable() {
    return usable(name) && fullName.length() <= 2 * LONGEST_NAME;
  }

  static boolean usable(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.equals(name.strip())
        && name.codePoints()
            .allMatch(c -> Character.isLetterOrDigit(c) || "._-@+' ".indexOf(c) >= 0);
  }

  /// What two spellings of one name have in common. Names that nobody could have give a key that nobody has.
  static String key(String name) {
    return name.length() > 4 * LONGEST_NAME
        ? ""
        : Normalizer.normalize(name, Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT)
            .strip();
  }
}
