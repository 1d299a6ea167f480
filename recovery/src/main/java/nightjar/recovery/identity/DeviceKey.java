package nightjar.recovery.identity;

import nightjar.base.Bytes;
import nightjar.recovery.crypto.RawKeys;

/// The device's own private keys, wherever they live: a file, a TPM, a secure element. They were made there and never leave.
/// Implementations are safe for any thread.
public interface DeviceKey {
  /// The curve of the agreement key.
  RawKeys curve();

  Bytes agreementPublic();

  /// Ed25519.
  Bytes signingPublic();

  /// The secret shared with the owner of `theirs`. The caller wipes it.
  byte[] agree(Bytes theirs);

  /// An Ed25519 signature.
  byte[] sign(byte[] message);
}
