package nightjar.base.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.time.Clock;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Keys and certificates for HTTPS: the owner's, as PEM files, or one of our own that is made once and kept.
/// Safe for any thread because it has no state.
public final class ServerKeys {
  /// Browsers refuse more for certificates that somebody trusts by hand (Apple's limit).
  private static final Duration VALID = Duration.ofDays(825);

  /// Made anew this long before its end.
  private static final Duration RENEW = Duration.ofDays(30);

  /// A camera recorder's clock may be wrong when the certificate is made.
  private static final Duration BEFORE = Duration.ofDays(30);

  private static final String ALIAS = "nightjar";
  private static final int LARGEST_FILE = 200_000;
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]++)-----END CERTIFICATE-----");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]++)-----END PRIVATE KEY-----");

  private ServerKeys() {}

  /// The owner's. A [Fault] of kind INVALID says what is wrong with it.
  public static ServerKey read(Path certificate, Path key, Clock clock) {
    try {
      List<X509Certificate> chain = chain(certificate);
      PrivateKey secret = privateKey(key);
      Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
      X509Certificate first = chain.getFirst();
      if (now.isAfter(first.getNotAfter().toInstant())) {
        throw unusable(certificate, "it ended at " + first.getNotAfter().toInstant());
      }
      if (!belong(first, secret)) {
        throw unusable(key, "the key does not belong to the certificate");
      }
      return new ServerKey(store(secret, chain.toArray(new Certificate[0])), true);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the certificate "
              + certificate
              + " with the key "
              + key
              + " cannot be used: "
              + e.getMessage(),
          "Give the chain and the key as PEM files; the key as PKCS 8 (BEGIN PRIVATE KEY), without a password.",
          e);
    }
  }

  /// Our own, from `file`; made when there is none, when it cannot be read, or when it ends soon.
  public static ServerKey own(Path file, Clock clock, RandomGenerator random) {
    Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
    try {
      if (Files.exists(file)) {
        KeyStore kept = load(file);
        if (kept.getCertificate(ALIAS) instanceof X509Certificate certificate
            && now.isBefore(certificate.getNotAfter().toInstant().minus(RENEW))) {
          return new ServerKey(kept, false);
        }
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException | Fault e) {
      // Nobody has anything to lose with it: a new one is made below.
    }
    try {
      KeyStore made = make(now, random);
      save(made, file);
      return new ServerKey(made, false);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          "no certificate for HTTPS can be made in " + file + ": " + e.getMessage(),
          "Check that the folder exists and may be written to.",
          e);
    }
  }

  private static KeyStore make(Instant now, RandomGenerator random)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    byte[] serial = new byte[16];
    random.nextBytes(serial);
    X500Name name = new X500Name("CN=Nightjar");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(1, serial),
            Date.from(now.minus(BEFORE)),
            Date.from(now.plus(VALID).minus(BEFORE)),
            name,
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.dNSName, "nightjar.local"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    return store(pair.getPrivate(), certificate);
  }

  /// Not PKCS 12, whose 10,000 rounds of PBKDF2 would be a second of compiling at every start, to keep from nobody what lies in
  /// memory.
  private static KeyStore store(PrivateKey key, Certificate... chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, new char[0]);
    store.setKeyEntry(ALIAS, key, new char[0], chain);
    return store;
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    return store(privateKey(file), chain(file).toArray(new Certificate[0]));
  }

  /// Key and certificate as PEM in one file that only its owner reads.
  private static void save(KeyStore store, Path file) throws GeneralSecurityException {
    String text =
        pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded())
            + pem("PRIVATE KEY", store.getKey(ALIAS, new char[0]).getEncoded());
    new PrivateFile(file).replace(Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String pem(String what, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what);
  }

  /// The certificates of a PEM file, whatever else is in it; never empty.
  public static List<X509Certificate> chain(Path file)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    Matcher block = CERTIFICATE.matcher(text(file));
    while (block.find()) {
      byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
      if (factory.generateCertificate(new ByteArrayInputStream(encoded))
          instanceof X509Certificate certificate) {
        chain.add(certificate);
      }
    }
    if (chain.isEmpty()) {
      throw unusable(file, "there is no certificate in it");
    }
    return chain;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LARGEST_FILE), StandardCharsets.US_ASCII);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher matcher = PRIVATE_KEY.matcher(text(file));
    if (!matcher.find()) {
      throw unusable(file, "there is no PKCS 8 key in it");
    }
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    for (String algorithm : Set.of("EC", "RSA", "EdDSA")) {
      Optional<PrivateKey> key = privateKey(algorithm, encoded);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw unusable(file, "the key is neither EC, RSA nor EdDSA");
  }

  /// Empty when it is a key of another kind.
  private static Optional<PrivateKey> privateKey(String algorithm, PKCS8EncodedKeySpec encoded)
      throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    }
  }

  private static boolean belong(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    byte[] text = {1, 2, 3};
    Signature sign = Signature.getInstance(algorithm);
    sign.initSign(key);
    sign.update(text);
    byte[] signature = sign.sign();
    Signature verify = Signature.getInstance(algorithm);
    try {
      verify.initVerify(certificate);
    } catch (java.security.InvalidKeyException e) {
      return false;
    }
    verify.update(text);
    return verify.verify(signature);
  }

  private static Fault unusable(Path file, String why) {
    return Fault.of(
        Fault.Kind.INVALID,
        "the certificate cannot be used: " + file + ": " + why,
        "Give the chain and the key as PEM files; the key as PKCS 8 (BEGIN PRIVATE KEY), without a password.");
  }
}
