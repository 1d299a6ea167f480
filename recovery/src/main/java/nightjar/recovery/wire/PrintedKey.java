package nightjar.recovery.wire;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;

/// The recovery key on paper: 23 random symbols (115 bits; SP 800-63B-4 4.2.1.1 asks for 64) and a check symbol. With that many
/// nothing can be guessed offline, so what is kept is a plain hash. Never printed by accident.
public final class PrintedKey {
  public static final int SYMBOLS = 24;

  private final String symbols;

  private PrintedKey(String symbols) {
    this.symbols = symbols;
  }

  /// What somebody typed where the key belongs.
  public sealed interface Typed {
    record Complete(PrintedKey key) implements Typed {}

    /// The last symbol does not check the others.
    record Mistyped() implements Typed {}

    record Misshapen(int symbols) implements Typed {}
  }

  public static PrintedKey fresh(RandomGenerator random) {
    return new PrintedKey(Crockford.random(random, SYMBOLS - 1));
  }

  public static Typed read(String typed) {
    String clean = Crockford.clean(typed);
    if (clean.length() != SYMBOLS || !Crockford.areSymbols(clean)) {
      return new Typed.Misshapen(clean.length());
    }
    String body = clean.substring(0, SYMBOLS - 1);
    return Crockford.check(body) == clean.charAt(SYMBOLS - 1)
        ? new Typed.Complete(new PrintedKey(body))
        : new Typed.Mistyped();
  }

  /// `7N2Z-C2VV-...`, for paper and for the one pair of eyes it is meant for.
  public String reveal() {
    return Crockford.grouped(symbols + Crockford.check(symbols));
  }

  /// What may be kept.
  public Bytes hash() {
    return Bytes.of(
        Crypto.sha256(("NVR printed key 1:" + symbols).getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public String toString() {
    return "***";
  }
}
