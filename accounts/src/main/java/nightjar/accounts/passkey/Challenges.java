package nightjar.accounts.passkey;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import nightjar.accounts.secret.Vault;
import nightjar.accounts.time.SteadyTime;
import nightjar.base.Bytes;

/// What a browser signs so that its answer is fresh. A challenge carries its own expiry and a MAC over it and its purpose, so none
/// need be kept and nobody can push out another's by asking for many; those that were answered well are kept until they expire,
/// because each counts once. A restart makes all worthless.
///
/// ```
/// offset  size  field
///      0    16  random
///     16     8  steady microseconds at which it expires, big-endian
///     24    32  HMAC-SHA-256 over this process's salt, the purpose and the 24 bytes before
/// ```
/// Safe for any thread because every method that touches the used ones is synchronized.
public final class Challenges {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int MOST_USED = 10_000;

  private final SteadyTime steady;
  private final RandomGenerator random;
  private final Vault vault;
  private final String salt;
  private final Map<Bytes, Long> used = new HashMap<>();

  public Challenges(SteadyTime steady, RandomGenerator random, Vault vault) {
    this.steady = steady;
    this.random = random;
    this.vault = vault;
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    this.salt = HexFormat.of().formatHex(bytes);
  }

  public byte[] make(String purpose) {
    byte[] challenge = new byte[56];
    byte[] fresh = new byte[16];
    random.nextBytes(fresh);
    ByteBuffer out = ByteBuffer.wrap(challenge).put(fresh).putLong(steady.micros(LIFE));
    out.put(mac(purpose, challenge));
    return challenge;
  }

  /// Whether this was made here for `purpose` and is neither expired nor used.
  public synchronized boolean open(String purpose, byte[] challenge) {
    return challenge.length == 56
        && vault.signed(
            context(purpose), Arrays.copyOf(challenge, 24), Arrays.copyOfRange(challenge, 24, 56))
        && ByteBuffer.wrap(challenge).getLong(16) >= steady.micros()
        && !used.containsKey(Bytes.of(challenge));
  }

  /// Marks it used; false when somebody was faster, or so many were used lately that none can be trusted to be new.
  public synchronized boolean use(byte[] challenge) {
    long now = steady.micros();
    used.values().removeIf(expiry -> expiry < now);
    return used.size() < MOST_USED
        && used.putIfAbsent(Bytes.of(challenge), ByteBuffer.wrap(challenge).getLong(16)) == null;
  }

  private byte[] mac(String purpose, byte[] challenge) {
    return vault.sign(context(purpose), Arrays.copyOf(challenge, 24));
  }

  private String context(String purpose) {
    return "passkey " + salt + ' ' + purpose;
  }
}
