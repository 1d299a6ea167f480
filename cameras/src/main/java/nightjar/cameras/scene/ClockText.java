package nightjar.cameras.scene;

/// ` 2026-01-31 23:59:59.999Z F0001234` in ASCII, made without allocating.
final class ClockText {
  private static final long DAY_MICROS = 86_400_000_000L;

  private ClockText() {}

  static void write(long frame, long wallMicros, byte[] line) {
    long days = Math.floorDiv(wallMicros, DAY_MICROS);
    int millis = (int) (Math.floorMod(wallMicros, DAY_MICROS) / 1_000);
    line[0] = ' ';
    date(days, line);
    line[11] = ' ';
    digits(line, 12, 2, millis / 3_600_000);
    line[14] = ':';
    digits(line, 15, 2, millis / 60_000 % 60);
    line[17] = ':';
    digits(line, 18, 2, millis / 1_000 % 60);
    line[20] = '.';
    digits(line, 21, 3, millis % 1_000);
    line[24] = 'Z';
    line[25] = ' ';
    line[26] = 'F';
    digits(line, 27, 7, frame);
  }

  /// Days since 1970 to the Gregorian calendar, in years that begin on 1 March so that the leap day comes last.
  private static void date(long days, byte[] line) {
    long sinceMarch = days + 719_468;
    long era = Math.floorDiv(sinceMarch, 146_097L);
    int day = (int) Math.floorMod(sinceMarch, 146_097L);
    int year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    int dayOfYear = day - (365 * year + year / 4 - year / 100);
    int month = (5 * dayOfYear + 2) / 153;
    digits(line, 1, 4, era * 400 + year + (month >= 10 ? 1 : 0));
    line[5] = '-';
    digits(line, 6, 2, month < 10 ? month + 3 : month - 9);
    line[8] = '-';
    digits(line, 9, 2, dayOfYear - (153 * month + 2) / 5 + 1);
  }

  private static void digits(byte[] line, int at, int count, long value) {
    long left = value;
    for (int i = at + count - 1; i >= at; i--) {
      line[i] = (byte) ('0' + Math.floorMod(left, 10));
      left = Math.floorDiv(left, 10L);
    }
  }
}
