package nightjar.recovery.identity;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How serial numbers are made: two letters of the maker, two digits of the line, year and week of birth, six digits, and a
/// Luhn check digit: `NJ01 2647 0012 340`. It tells slips from serial numbers; it is no secret and proves nothing.
public record SerialNumber(String maker, int line, int year, int week, int sequence) {
  private static final Pattern FORM =
      Pattern.compile("([A-Z]{2})(\\d{2})(\\d{2})(0[1-9]|[1-4]\\d|5[0-3])(\\d{6})(\\d)");

  public SerialNumber {
    if (!maker.matches("[A-Z]{2}")
        || line < 0
        || line > 99
        || year < 2000
        || year > 2099
        || week < 1
        || week > 53
        || sequence < 0
        || sequence > 999_999) {
      throw new IllegalArgumentException("serial number out of range");
    }
  }

  public static Optional<SerialNumber> parse(String canonical) {
    Matcher form = FORM.matcher(canonical);
    if (!form.matches()) {
      return Optional.empty();
    }
    var serial =
        new SerialNumber(
            form.group(1),
            Integer.parseInt(form.group(2)),
            2000 + Integer.parseInt(form.group(3)),
            Integer.parseInt(form.group(4)),
            Integer.parseInt(form.group(5)));
    return serial.text().equals(canonical) ? Optional.of(serial) : Optional.empty();
  }

  /// The canonical form, without spaces.
  public String text() {
    String body = "%s%02d%02d%02d%06d".formatted(maker, line, year % 100, week, sequence);
    return body + luhn(body.substring(2));
  }

  /// In groups of four, as labels and screens show it.
  public static String grouped(String canonical) {
    return canonical.replaceAll("(.{4})(?=.)", "$1 ");
  }

  /// ISO/IEC 7812-1, annex B.
  private static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? digit * 2 : digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return (10 - sum % 10) % 10;
  }
}
