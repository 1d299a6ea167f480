package nightjar.recorder.live.webrtc;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import nightjar.base.Bytes;
import nightjar.base.time.Clock;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// What this recorder shows in DTLS: a certificate that lives as long as the process, known to the browser by its fingerprint,
/// which HTTPS and the sign-in vouch for (RFC 8827, 5). Immutable.
record Identity(PrivateKey key, Bytes certificate, String fingerprint) {
  private static final Duration VALID = Duration.ofDays(365);

  static Identity make(Clock clock, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
      var name = new X500Name("CN=Nightjar");
      byte[] encoded =
          new JcaX509v3CertificateBuilder(
                  name,
                  new BigInteger(64, random),
                  Date.from(now.minus(VALID)),
                  Date.from(now.plus(VALID)),
                  name,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
              .getEncoded();
      return new Identity(pair.getPrivate(), Bytes.of(encoded), hex(sha256(encoded)));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  static byte[] sha256(byte[] certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }
}
