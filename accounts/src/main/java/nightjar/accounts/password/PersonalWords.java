package nightjar.accounts.password;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stranger could know of the person and the place.
///
/// @param names sign-in name, full name; split at spaces and signs
/// @param birthDate null when not known
/// @param siteWords the site's name, the model, the serial number, the device id
public record PersonalWords(
    List<String> names, @Nullable LocalDate birthDate, List<String> siteWords) {}
