package nightjar.recovery.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import nightjar.base.Fault;

/// The three names on the sticker and the Info screen, in their one canonical form: NFKC, upper case, trimmed.
public record DeviceIdentity(String model, String deviceId, String serial) {
  /// Long enough for every maker seen, short enough for a QR code that a phone reads from a screen.
  private static final Pattern NAME = Pattern.compile("[A-Z0-9](?:[A-Z0-9]|-(?=[A-Z0-9])){2,31}");

  public DeviceIdentity {
    model = canonical("model number", model);
    deviceId = canonical("device ID", deviceId);
    serial = canonical("serial number", serial);
  }

  private static String canonical(String what, String text) {
    String canonical =
        Normalizer.normalize(text.length() > 64 ? "" : text, Normalizer.Form.NFKC)
            .strip()
            .toUpperCase(Locale.ROOT);
    if (!NAME.matcher(canonical).matches()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "not a " + what + ": 3 to 32 letters and digits with single hyphens between",
          "Copy it from the sticker or the Info screen.");
    }
    return canonical;
  }
}
