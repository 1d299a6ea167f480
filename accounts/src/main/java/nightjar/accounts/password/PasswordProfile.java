package nightjar.accounts.password;

/// Which lengths are enough. Both profiles screen for leaked, personal and guessable passwords.
public enum PasswordProfile {
  /// At least 12 characters of four classes, or at least 15 of any kind.
  STRONG_12,
  /// At least 15 characters, no composition rule (NIST SP 800-63B-4 3.1.1.2, single factor).
  NIST_REV4;

  static final int LONG_ENOUGH = 15;
  static final int SHORT = 12;
}
