package nightjar.recovery.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import nightjar.base.Bytes;
import nightjar.base.Fault;

/// Public keys as bare bytes and back: SEC 1 uncompressed points for P-256, RFC 7748 and RFC 8032 for X25519 and Ed25519.
///
/// The JDK speaks SubjectPublicKeyInfo, which for each of these is a constant in front of the bare bytes.
public enum RawKeys {
  P256("EC", "3059301306072a8648ce3d020106082a8648ce3d030107034200", 65),
  X25519("X25519", "302a300506032b656e032100", 32),
  ED25519("Ed25519", "302a300506032b6570032100", 32);

  /// FIPS 186-5: the field of P-256 and the b of y² = x³ - 3x + b.
  private static final BigInteger FIELD =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

  private final String algorithm;
  private final String prefix;
  private final int size;

  RawKeys(String algorithm, String prefix, int size) {
    this.algorithm = algorithm;
    this.prefix = prefix;
    this.size = size;
  }

  public String algorithm() {
    return algorithm;
  }

  /// The algorithm of its signatures; X25519 has none.
  public String signature() {
    return switch (this) {
      case P256 -> "SHA256withECDSA";
      case ED25519 -> "Ed25519";
      case X25519 -> throw bad("a key of the kind " + this + " signs nothing");
    };
  }

  public Bytes raw(PublicKey key) {
    Bytes encoded = Bytes.of(key.getEncoded());
    int start = prefix().size();
    if (encoded.size() != start + size || !encoded.slice(0, start).equals(prefix())) {
      throw bad("a public key is not of the kind " + this);
    }
    return encoded.slice(start, encoded.size());
  }

  /// A point off the curve, or of the wrong length, is a [Fault]: an agreement with it could give the private key away.
  public PublicKey key(Bytes raw) {
    if (raw.size() != size || (this == P256 && !onCurve(raw.toArray()))) {
      throw bad("not a public key of the kind " + this);
    }
    ByteBuffer encoded =
        ByteBuffer.allocate(prefix().size() + size).put(prefix().buffer()).put(raw.buffer());
    try {
      var spec = new X509EncodedKeySpec(encoded.array());
      return KeyFactory.getInstance(algorithm).generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "not a public key of the kind " + this,
          "Register the device again from the file it wrote itself.",
          e);
    }
  }

  private Bytes prefix() {
    return Bytes.fromHex(prefix);
  }

  private static boolean onCurve(byte[] point) {
    if (point[0] != 4) {
      return false;
    }
    BigInteger x = new BigInteger(1, point, 1, 32);
    BigInteger y = new BigInteger(1, point, 33, 32);
    BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(B).mod(FIELD);
    return x.compareTo(FIELD) < 0
        && y.compareTo(FIELD) < 0
        && y.modPow(BigInteger.TWO, FIELD).equals(right);
  }

  private static Fault bad(String what) {
    return Fault.of(
        Fault.Kind.INVALID, what, "Register the device again from the file it wrote itself.");
  }
}
