package nightjar.store.recording;

import java.util.regex.Pattern;
import nightjar.base.Fault;

/// What a camera or stream may be called.
final class Names {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Names() {}

  static void check(String what, String name) {
    if (!ALLOWED.matcher(name).matches()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "a " + what + " cannot be called '" + name + "'",
          "Use 1 to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit.");
    }
  }
}
