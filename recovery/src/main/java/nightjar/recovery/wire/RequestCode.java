package nightjar.recovery.wire;

import java.util.random.RandomGenerator;

/// A challenge's nonce as people see it: 15 random symbols (75 bits; ASVS 6.7.2 asks for 64) and a check symbol.
public record RequestCode(String nonce) {
  public static final int NONCE_SYMBOLS = 15;

  public RequestCode {
    if (nonce.length() != NONCE_SYMBOLS || !Crockford.areSymbols(nonce)) {
      throw new IllegalArgumentException("not a nonce");
    }
  }

  public static RequestCode fresh(RandomGenerator random) {
    return new RequestCode(Crockford.random(random, NONCE_SYMBOLS));
  }

  /// `QW3E-7HJK-2M5T-9XB6`.
  public String text() {
    return Crockford.grouped(nonce + Crockford.check(nonce));
  }
}
