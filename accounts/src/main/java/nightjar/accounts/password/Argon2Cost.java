package nightjar.accounts.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// What one Argon2id hash or key (RFC 9106) costs. The default is the least of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
public record Argon2Cost(int kibibytes, int passes, int lanes) {
  public static final Argon2Cost DEFAULT = new Argon2Cost(19_456, 2, 1);

  /// Limits on what a stored hash may ask for: a damaged row must not take the machine's memory.
  private static final int MOST_KIBIBYTES = 262_144;

  private static final int MOST_PASSES = 16;
  private static final int MOST_LANES = 8;

  public Argon2Cost {
    // RFC 9106 3.1: at least 8 blocks a lane.
    if (!sane(kibibytes, passes, lanes)) {
      throw new IllegalArgumentException(
          "Argon2id cannot run with m=" + kibibytes + ",t=" + passes + ",p=" + lanes);
    }
  }

  /// The Argon2id tag of `secret`: what a stored password is compared by, or a key made of a passphrase.
  public byte[] tag(byte[] secret, byte[] salt, int length) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(kibibytes)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] tag = new byte[length];
    generator.generateBytes(secret, tag);
    return tag;
  }

  public static boolean sane(int kibibytes, int passes, int lanes) {
    return lanes >= 1
        && lanes <= MOST_LANES
        && passes >= 1
        && passes <= MOST_PASSES
        && kibibytes >= 8 * lanes
        && kibibytes <= MOST_KIBIBYTES;
  }

  /// Whether a hash made at this cost should be made again at `wanted`.
  boolean below(Argon2Cost wanted) {
    return kibibytes < wanted.kibibytes || passes < wanted.passes;
  }
}
