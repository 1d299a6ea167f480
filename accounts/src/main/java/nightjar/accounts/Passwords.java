package nightjar.accounts;

import java.util.Optional;
import nightjar.accounts.password.Hashing;
import nightjar.accounts.password.Judgement;
import nightjar.accounts.password.Password;
import nightjar.accounts.password.PasswordRule;

/// Choosing and changing passwords. Safe for any thread because its parts are.
public final class Passwords {
  private final Ground ground;
  private final PasswordRule rule;
  private final Hashing hashing;

  Passwords(Ground ground, PasswordRule rule, Hashing hashing) {
    this.ground = ground;
    this.rule = rule;
    this.hashing = hashing;
  }

  /// What the rule says of this password for this person, as often as they type.
  public Judgement judge(NewPerson person) {
    return rule.judge(person.password(), People.words(person, ground.config().site().get()));
  }

  Optional<String> hash(Password password) {
    return hashing.hash(password);
  }
}
