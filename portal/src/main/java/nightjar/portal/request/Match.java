package nightjar.portal.request;

/// How two readings of one field compare.
public enum Match {
  EQUAL,
  /// They differ in letters that look alike, or in one symbol.
  NEAR,
  DIFFERENT,
  /// One of them is not there.
  UNREAD;

  public static Match of(String one, String other) {
    if (one.isBlank() || other.isBlank()) {
      return UNREAD;
    }
    if (Typed.name(one).replace("-", "").equals(Typed.name(other).replace("-", ""))) {
      return EQUAL;
    }
    String a = Typed.folded(one);
    String b = Typed.folded(other);
    return a.equals(b) || (a.length() >= 8 && oneApart(a, b)) ? NEAR : DIFFERENT;
  }

  /// One symbol changed, left out or put in.
  private static boolean oneApart(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 1) {
      return false;
    }
    int i = 0;
    while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    String restA = a.substring(Math.min(a.length(), i + (a.length() >= b.length() ? 1 : 0)));
    String restB = b.substring(Math.min(b.length(), i + (b.length() >= a.length() ? 1 : 0)));
    return restA.equals(restB);
  }
}
