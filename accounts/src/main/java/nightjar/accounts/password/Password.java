package nightjar.accounts.password;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// A password as typed, in the one form that is compared: Unicode NFKC (NIST SP 800-63B-4 3.1.1.2), so that the same keys on two
/// keyboards give the same bytes. Its text never reaches a log: [#toString] hides it.
public final class Password {
  /// Longer than any person types; a bound on the work one request can cause.
  public static final int LONGEST = 256;

  private static final int LONGEST_TYPED = 4 * LONGEST;

  private final String text;
  private final boolean oversized;

  private Password(String text, boolean oversized) {
    this.text = text;
    this.oversized = oversized;
  }

  public static Password of(String typed) {
    if (typed.length() > LONGEST_TYPED) {
      return new Password("", true);
    }
    String text = Normalizer.normalize(typed, Normalizer.Form.NFKC);
    boolean oversized = text.codePointCount(0, text.length()) > LONGEST;
    return new Password(oversized ? "" : text, oversized);
  }

  /// Too long to be looked at: refused by every rule, equal to no stored password.
  boolean oversized() {
    return oversized;
  }

  /// In code points: one for each character a person sees typed.
  int length() {
    return text.codePointCount(0, text.length());
  }

  String text() {
    return text;
  }

  byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public boolean sameAs(Password other) {
    return text.equals(other.text) && !oversized && !other.oversized;
  }

  @Override
  public String toString() {
    return "***";
  }
}
