package nightjar.pictures.check;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import nightjar.pictures.reading.Field;

/// What our own recorders' names look like, wherever they stand: a moire stripe or a reflection over a label then costs nothing.
/// It chooses a line; it never changes what was read in it.
final class Shapes {
  private static final Pattern DEVICE_ID = Pattern.compile("DEV[A-Z0-9|]{8,16}");
  private static final Pattern SERIAL = Pattern.compile("[A-Z0-9]{2}[0-9OIL|]{13}");

  private Shapes() {}

  /// Models have no shape: each maker calls them otherwise.
  static boolean fits(Field field, String text) {
    return switch (field) {
      case MODEL -> false;
      case DEVICE_ID -> DEVICE_ID.matcher(bare(text)).matches();
      case SERIAL -> SERIAL.matcher(bare(text)).matches();
      case DATE -> DateText.parse(text).isPresent();
    };
  }

  private static String bare(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}|]", "");
  }
}
