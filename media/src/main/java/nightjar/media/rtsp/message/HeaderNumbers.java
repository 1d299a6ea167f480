package nightjar.media.rtsp.message;

import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Numbers in header values: empty when they are none, never an exception.
final class HeaderNumbers {
  private HeaderNumbers() {}

  static OptionalInt unsigned(String digits, int max) {
    if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) > max) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(digits));
  }

  /// tolerate: no leading zeros, either case (Hikvision, Luckfox).
  static OptionalLong unsigned32(String digits, int radix) {
    if (!digits.matches(radix == 16 ? "[0-9A-Fa-f]{1,8}" : "[0-9]{1,10}")) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(digits, radix);
    return number > 0xffff_ffffL ? OptionalLong.empty() : OptionalLong.of(number);
  }

  static String hex32(long value) {
    return HexFormat.of().toHexDigits((int) value).toUpperCase(Locale.ROOT);
  }
}
