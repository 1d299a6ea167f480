package nightjar.recovery.wire;

import java.util.Arrays;
import java.util.Optional;
import nightjar.recovery.crypto.RawKeys;

/// How device and authority come to share a key.
public enum Suite {
  /// A key derived from an epoch key at the vendor and put into the device at the factory, for devices without a key pair.
  EPOCH(1),
  /// ECDH on P-256, the usual one: every key service and hardware module does it.
  P256(2),
  /// ECDH on Curve25519.
  X25519(3);

  private final int number;

  Suite(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static Optional<Suite> of(int number) {
    return Arrays.stream(values()).filter(s -> s.number == number).findFirst();
  }

  /// The curve of the device's and the vendor's agreement keys; empty where there are none.
  public Optional<RawKeys> curve() {
    return switch (this) {
      case EPOCH -> Optional.empty();
      case P256 -> Optional.of(RawKeys.P256);
      case X25519 -> Optional.of(RawKeys.X25519);
    };
  }
}
