package nightjar.recovery.wire;

import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;

/// `K_rc`: the key that both ends derive and neither sends. Close it when done.
/// Owned by whoever derived it.
public final class RecoveryKey implements AutoCloseable {
  private static final String SALT = "NVR-RC/1";
  private static final String LABEL = "recovery-code";
  private static final int SIZE = 32;

  private final byte[] key;

  private RecoveryKey(byte[] key) {
    this.key = key;
  }

  /// Suites with a key pair at each end: `z` is the agreed secret, wiped here.
  public static RecoveryKey fromAgreement(byte[] z, String deviceId, Bytes device, Bytes vendor) {
    byte[] info =
        new Tlv()
            .text(1, LABEL)
            .text(3, deviceId)
            .bytes(0x20, device)
            .bytes(0x21, vendor)
            .toArray();
    try {
      return new RecoveryKey(Crypto.hkdf(z, SALT, info, SIZE));
    } finally {
      Crypto.wipe(z);
    }
  }

  /// Suite 1: `deviceKey` is what was put into the device at the factory.
  public static RecoveryKey fromDeviceKey(byte[] deviceKey) {
    return new RecoveryKey(Crypto.hkdf(deviceKey, SALT, new Tlv().text(1, LABEL).toArray(), SIZE));
  }

  /// `K_dev` of suite 1, from the vendor's epoch key.
  public static byte[] deviceKey(byte[] epochKey, String deviceId) {
    return Crypto.hkdf(epochKey, SALT, new Tlv().text(1, "kdev").text(2, deviceId).toArray(), SIZE);
  }

  byte[] bytes() {
    return key;
  }

  @Override
  public void close() {
    Crypto.wipe(key);
  }

  @Override
  public String toString() {
    return "***";
  }
}
