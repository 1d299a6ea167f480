package nightjar.pictures.check;

import java.time.LocalDate;
import nightjar.recovery.identity.DeviceIdentity;

/// What the person typed, or the QR code filled in.
public record Form(DeviceIdentity device, LocalDate date) {}
