package nightjar.accounts.password;

/// Why a password is refused. Texts for people are made from these codes, in their language.
public enum Finding {
  /// Shorter than the profile's least.
  TOO_SHORT,
  /// Long enough only with upper and lower case, digits and symbols.
  NEEDS_FOUR_CLASSES,
  /// More than [Password#LONGEST] characters.
  TOO_LONG,
  /// A control character or half of a surrogate pair, which not every keyboard can type again.
  UNUSABLE_CHARACTER,
  /// Holds the person's name or birth date, the site's name, the model or the serial number.
  PERSONAL,
  /// On the list of leaked passwords.
  LEAKED,
  /// An attacker's program would come to it early.
  GUESSABLE,
  /// The password that it was to replace.
  SAME_AS_BEFORE
}
