package nightjar.accounts.password;

import java.util.Set;

/// What the rule says of a password.
///
/// @param score 0 (tried at once) to 4 (not in a lifetime)
/// @param hints what makes it easy to guess, for the text beside the bar
public record Judgement(Set<Finding> findings, int score, Set<Hint> hints) {
  public boolean accepted() {
    return findings.isEmpty();
  }

  /// What a guessing program would make of it.
  public enum Hint {
    WORD,
    NAME,
    COMMON_PASSWORD,
    KEYBOARD,
    REPEAT,
    SEQUENCE,
    DATE
  }
}
