package nightjar.recovery.wire;

import java.util.Arrays;
import java.util.Optional;

/// What a temporary password is good for. The vendor's assurance is in the code itself, and the device enforces it.
public enum Purpose {
  /// Reset the administrator's password; footage stays as it is.
  KEEP(1),
  /// Reset; footage from before cannot be seen for 72 hours unless the owner says so.
  QUARANTINE(2),
  /// Reset, after the keys of all footage were destroyed.
  ERASE(3),
  /// Lift a lock-out; the password stays.
  UNLOCK(4);

  private final int number;

  Purpose(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static Optional<Purpose> of(int number) {
    return Arrays.stream(values()).filter(p -> p.number == number).findFirst();
  }
}
