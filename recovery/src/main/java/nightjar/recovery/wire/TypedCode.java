package nightjar.recovery.wire;

import java.util.Locale;
import java.util.Optional;

/// What somebody typed where a temporary password belongs, before anything is compared or counted.
public sealed interface TypedCode {
  /// The prefix some screens print so that secret scanners find a leaked code. `T` and `P` are symbols themselves: only the
  /// whole prefix in front of a whole code is dropped.
  String PREFIX = "TP-";

  /// Well formed: the check symbol is right.
  record Complete(TemporaryPassword password) implements TypedCode {}

  /// The code this device itself shows.
  record IsRequestCode() implements TypedCode {}

  /// 16 symbols, and the last does not check the others.
  record Mistyped() implements TypedCode {}

  /// Not the shape of a code: too short, too long, or with a character that is no symbol.
  record Misshapen(int symbols) implements TypedCode {}

  static TypedCode read(String typed, RequestCode shown) {
    String symbols = symbols(typed);
    if (symbols.length() != 16 || !Crockford.areSymbols(symbols)) {
      return new Misshapen(symbols.length());
    }
    String body = symbols.substring(0, RequestCode.NONCE_SYMBOLS);
    if (Crockford.check(body) != symbols.charAt(RequestCode.NONCE_SYMBOLS)) {
      return new Mistyped();
    }
    return body.equals(shown.nonce())
        ? new IsRequestCode()
        : new Complete(new TemporaryPassword(body));
  }

  /// The form in which a code is shown, however it was typed; empty for what is no code.
  static Optional<String> canonical(String typed) {
    String symbols = symbols(typed);
    return symbols.length() == 16 && Crockford.areSymbols(symbols)
        ? Optional.of(Crockford.grouped(symbols))
        : Optional.empty();
  }

  private static String symbols(String typed) {
    String text = typed.strip();
    String symbols = Crockford.clean(text);
    boolean prefixed = symbols.length() == 18 && text.toUpperCase(Locale.ROOT).startsWith(PREFIX);
    return prefixed ? symbols.substring(2) : symbols;
  }
}
