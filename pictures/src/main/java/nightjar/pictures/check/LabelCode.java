package nightjar.pictures.check;

import java.util.Optional;
import nightjar.base.Fault;
import nightjar.recovery.identity.DeviceIdentity;

/// The sticker's QR code: `NVR1-LABEL:MODEL:DEVICE-ID:SERIAL`. Nobody signed it.
final class LabelCode {
  static final String PREFIX = "NVR1-LABEL:";

  private LabelCode() {}

  static Optional<DeviceIdentity> read(String code) {
    String[] parts =
        code.startsWith(PREFIX) ? code.substring(PREFIX.length()).split(":", -1) : new String[0];
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(new DeviceIdentity(parts[0], parts[1], parts[2]));
    } catch (Fault e) {
      return Optional.empty();
    }
  }
}
