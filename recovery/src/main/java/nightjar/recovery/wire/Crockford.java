package nightjar.recovery.wire;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Crockford's base 32 with a check symbol of the ISO/IEC 7064 hybrid system (M = 32).
public final class Crockford {
  static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  /// Longer input is nobody's code; it is cut before anything looks at it.
  private static final int LONGEST = 1024;

  private Crockford() {}

  /// The first `symbols` times five bits of `bytes`, which must have that many.
  public static String encode(byte[] bytes, int symbols) {
    char[] text = new char[symbols];
    for (int i = 0; i < symbols; i++) {
      int value = 0;
      for (int bit = i * 5; bit < i * 5 + 5; bit++) {
        value = value << 1 | (bytes[bit / 8] >> (7 - bit % 8) & 1);
      }
      text[i] = ALPHABET.charAt(value);
    }
    return new String(text);
  }

  /// All of `bytes`, the last symbol filled up with zeros.
  public static String encode(byte[] bytes) {
    int symbols = (bytes.length * 8 + 4) / 5;
    return encode(Arrays.copyOf(bytes, bytes.length + 1), symbols);
  }

  /// The bytes of canonical symbols; empty when a symbol is none, or the last symbol holds bits that no encoder writes.
  public static Optional<byte[]> decode(String symbols) {
    byte[] bytes = new byte[symbols.length() * 5 / 8];
    for (int i = 0; i < symbols.length(); i++) {
      int value = ALPHABET.indexOf(symbols.charAt(i));
      for (int b = 0; b < 5; b++) {
        int bit = i * 5 + b;
        boolean set = (value >> (4 - b) & 1) == 1;
        if (value < 0 || (set && bit / 8 >= bytes.length)) {
          return Optional.empty();
        }
        if (set) {
          bytes[bit / 8] |= (byte) (1 << (7 - bit % 8));
        }
      }
    }
    return symbols.length() * 5 % 8 < 5 ? Optional.of(bytes) : Optional.empty();
  }

  public static String random(RandomGenerator random, int symbols) {
    byte[] bytes = new byte[(symbols * 5 + 7) / 8];
    random.nextBytes(bytes);
    return encode(bytes, symbols);
  }

  /// The symbol that completes `symbols`.
  public static char check(String symbols) {
    int p = 32;
    for (int i = 0; i < symbols.length(); i++) {
      int t = (p + ALPHABET.indexOf(symbols.charAt(i))) % 32;
      p = 2 * (t == 0 ? 32 : t) % 33;
    }
    return ALPHABET.charAt((33 - p) % 32);
  }

  /// What a person meant: upper case, the confusable letters folded, spaces and hyphens of any kind dropped. Anything else stays
  /// as it is and is no symbol.
  public static String clean(String typed) {
    var out = new StringBuilder();
    int end = Math.min(typed.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = typed.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || isHyphen(c)) {
        continue;
      }
      out.append(symbol(c));
    }
    return out.toString();
  }

  /// In groups of four with hyphens between.
  public static String grouped(String symbols) {
    var out = new StringBuilder();
    for (int i = 0; i < symbols.length(); i++) {
      out.append(i > 0 && i % 4 == 0 ? "-" : "").append(symbols.charAt(i));
    }
    return out.toString();
  }

  static boolean areSymbols(String text) {
    return text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  private static char symbol(char c) {
    char upper = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    return switch (upper) {
      case 'O' -> '0';
      case 'I', 'L' -> '1';
      default -> upper;
    };
  }

  /// HYPHEN-MINUS, HYPHEN to HORIZONTAL BAR, MINUS SIGN: what phones and word processors make of a hyphen.
  private static boolean isHyphen(char c) {
    return c == '-' || (c >= '\u2010' && c <= '\u2015') || c == '\u2212';
  }
}
