package nightjar.recovery.authority;

import nightjar.base.Bytes;
import nightjar.recovery.crypto.RawKeys;

/// The authority's private keys, wherever they live: a file, a hardware module, a cloud key service. Implementations are safe
/// for any thread.
public interface AuthorityKeys {
  /// The number of the vendor key, as devices know it.
  int kid();

  /// P-256.
  Bytes publicKey();

  /// The secret shared with a device. The caller wipes it.
  byte[] agree(Bytes device);

  /// Of the key that signs the head of the audit chain: tokens mostly know P-256 alone.
  RawKeys auditKind();

  Bytes auditPublic();

  byte[] signHead(byte[] head);

  /// A keyed hash, by a key that is for this alone: codes and accounts are remembered by it, never themselves.
  byte[] pseudonym(byte[] value);
}
