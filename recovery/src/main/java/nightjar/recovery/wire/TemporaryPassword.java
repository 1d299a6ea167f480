package nightjar.recovery.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import nightjar.recovery.crypto.Crypto;

/// The first 75 bits of the keyed hash over a [Transcript], as 15 symbols and a check symbol. Never printed by accident, never
/// compared but in constant time.
public final class TemporaryPassword {
  private final String symbols;

  TemporaryPassword(String symbols) {
    this.symbols = symbols;
  }

  public static TemporaryPassword derive(RecoveryKey key, Transcript transcript) {
    byte[] mac = Crypto.hmac(key.bytes(), transcript.encode());
    try {
      return new TemporaryPassword(Crockford.encode(mac, RequestCode.NONCE_SYMBOLS));
    } finally {
      Crypto.wipe(mac);
    }
  }

  /// `MNV4-B40M-R9X9-8MTZ`, for the one pair of eyes it is meant for.
  public String reveal() {
    return Crockford.grouped(symbols + Crockford.check(symbols));
  }

  /// Takes as long whether or where they differ.
  public boolean matches(TemporaryPassword other) {
    return MessageDigest.isEqual(
        symbols.getBytes(StandardCharsets.US_ASCII),
        other.symbols.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "***";
  }
}
