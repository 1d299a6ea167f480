package nightjar.cameras.scene;

/// Capital letters, digits and a few signs, five dots wide and seven high.
final class Glyphs {
  static final int WIDTH = 5;
  static final int HEIGHT = 7;

  private static final int FIRST = ' ';

  /// Seven lines each, from the top; the low five bits of a line, leftmost dot highest. From space to underscore.
  private static final long[] DOTS =
      table(
          "00000000000000 04040404040004 0A0A0000000000 0A0A1F0A1F0A0A 040F140E051E04 18190204081303",
          "0C12140815120D 04040000000000 02040808080402 08040202020408 00150E1F0E1500 0004041F040400",
          "00000000000408 0000001F000000 0000000000000C 00010204081000 0E11131519110E 040C040404040E",
          "0E11010204081F 1F02040201110E 02060A121F0202 1F101E0101110E 0608101E11110E 1F010204080808",
          "0E11110E11110E 0E11110F01020C 000C0C000C0C00 000C0C000C0408 02040810080402 00001F001F0000",
          "08040201020408 0E110102040004 0E11171517100F 0E11111F111111 1E11111E11111E 0E11101010110E",
          "1C12111111121C 1F10101E10101F 1F10101E101010 0E11101711110F 1111111F111111 0E04040404040E",
          "0702020202120C 11121418141211 1010101010101F 111B1515111111 11111915131111 0E11111111110E",
          "1E11111E101010 0E11111115120D 1E11111E141211 0F10100E01011E 1F040404040404 1111111111110E",
          "111111110A0A04 1111111515150A 11110A040A1111 1111110A040404 1F01020408101F 0E08080808080E",
          "00100804020100 0E02020202020E 040A1100000000 0000000000001F");

  private Glyphs() {}

  /// Whether dot (x, y) of `character` is lit; false outside the glyph.
  static boolean lit(int character, int x, int y) {
    if (x < 0 || x >= WIDTH || y < 0 || y >= HEIGHT) {
      return false;
    }
    return (DOTS[character - FIRST] >> ((HEIGHT - 1 - y) * 8 + WIDTH - 1 - x) & 1) != 0;
  }

  /// The character we can draw for `character`: capitals for small letters, `?` for what has no glyph.
  static byte drawable(char character) {
    int capital = character >= 'a' && character <= 'z' ? character - 32 : character;
    return (byte) (capital >= FIRST && capital < FIRST + DOTS.length ? capital : '?');
  }

  private static long[] table(String... rows) {
    String[] words = String.join(" ", rows).split(" ", -1);
    long[] dots = new long[words.length];
    for (int i = 0; i < dots.length; i++) {
      dots[i] = Long.parseLong(words[i], 16);
    }
    return dots;
  }
}
