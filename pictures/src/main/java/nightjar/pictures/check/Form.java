package nightjar.pictures.check;

import java.time.LocalDate;
import nightjar.pictures.reading.Field;
import nightjar.recovery.identity.DeviceIdentity;

/// What the person typed, or the QR code filled in; nothing of it need be a name that a device can have, and each may be empty.
public record Form(String model, String deviceId, String serial, LocalDate date) {
  public static Form of(DeviceIdentity device, LocalDate date) {
    return new Form(device.model(), device.deviceId(), device.serial(), date);
  }

  String text(Field field) {
    return switch (field) {
      case MODEL -> model;
      case DEVICE_ID -> deviceId;
      case SERIAL -> serial;
      case DATE -> date.toString();
    };
  }
}
