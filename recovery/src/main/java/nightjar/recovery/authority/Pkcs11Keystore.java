package nightjar.recovery.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;
import nightjar.recovery.authority.Pkcs11Token.Use;
import nightjar.recovery.crypto.RawKeys;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The authority's keys in a token that speaks PKCS#11: made in it, used in it, and never given out by it. A file of mode 0600
/// says which token and what its public keys are; a token with others is refused.
///
/// What is agreed with one device does come out, because HKDF over it is no mechanism of PKCS#11 v2.40: who reads this process's
/// memory at that moment can make codes for that device, and for no other.
/// Safe for any thread because nothing changes after it was opened.
public final class Pkcs11Keystore implements AuthorityKeys {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final String HMAC = "HmacSHA256";

  /// RFC 5280, 4.1.2.5: for what has no end. Nobody ever looks at these certificates but the JDK's key store, which has no private
  /// key without one.
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  private record Stored(
      int version,
      int kid,
      String library,
      String token,
      String agreementPublic,
      String auditPublic) {}

  /// What the keys of one number are called in the token.
  private record Names(int kid) {
    String agreement() {
      return "nightjar-authority-" + kid + "-agreement";
    }

    String audit() {
      return "nightjar-authority-" + kid + "-audit";
    }

    String pseudonym() {
      return "nightjar-authority-" + kid + "-pseudonym";
    }
  }

  private final Stored stored;
  private final Pkcs11Token token;
  private final PrivateKey agreement;
  private final PrivateKey audit;
  private final SecretKey pseudonym;

  private Pkcs11Keystore(
      Stored stored,
      Pkcs11Token token,
      PrivateKey agreement,
      PrivateKey audit,
      SecretKey pseudonym) {
    this.stored = stored;
    this.token = token;
    this.agreement = agreement;
    this.audit = audit;
    this.pseudonym = pseudonym;
  }

  /// Whether `path` is there, and says which token holds the keys.
  public static boolean isAt(Path path) {
    return new PrivateFile(path).read().isPresent();
  }

  /// Makes new keys in the token; keys of this number that are there are never replaced.
  public static void create(
      Path path, Path library, String label, int kid, char[] pin, RandomGenerator random) {
    var file = new PrivateFile(path);
    if (file.read().isPresent()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          path + " holds keys already",
          "Choose another folder, or keep these.");
    }
    var names = new Names(kid);
    var signing = Pkcs11Token.open(library, label, pin, Use.MAKE_SIGNING);
    var agreeing = Pkcs11Token.open(library, label, pin, Use.MAKE_AGREEMENT);
    try {
      if (signing.keys().containsAlias(names.agreement())
          || signing.keys().containsAlias(names.audit())
          || signing.keys().containsAlias(names.pseudonym())) {
        throw Fault.of(
            Fault.Kind.INVALID,
            "the token " + label + " holds the authority’s keys number " + kid + " already",
            "Choose a higher number, or another token.");
      }
      KeyPair audit = pair(signing);
      KeyPair agreement = pair(agreeing);
      put(signing, names.audit(), audit, audit, signing, random);
      put(agreeing, names.agreement(), agreement, audit, signing, random);
      KeyGenerator generator = KeyGenerator.getInstance(HMAC, signing.provider());
      signing.keys().setKeyEntry(names.pseudonym(), generator.generateKey(), null, null);
      var stored =
          new Stored(
              1,
              kid,
              library.toString(),
              label,
              hex(RawKeys.P256.raw(agreement.getPublic())),
              hex(RawKeys.P256.raw(audit.getPublic())));
      file.replace(Bytes.of(new Json().write(stored).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException
        | ProviderException
        | IOException
        | OperatorCreationException e) {
      throw signing.failed(e);
    }
  }

  public static Pkcs11Keystore open(Path path, char[] pin) {
    Bytes content =
        new PrivateFile(path)
            .read()
            .orElseThrow(() ->
                Fault.of(
                    Fault.Kind.NOT_FOUND, "no keys at " + path, "Run nightjar authority init."));
    String text = new String(content.toArray(), StandardCharsets.UTF_8);
    Stored stored = new Json().read(text, Stored.class, path.toString());
    var names = new Names(stored.kid);
    Pkcs11Token token = Pkcs11Token.open(Path.of(stored.library), stored.token, pin, Use.WORK);
    try {
      PrivateKey agreement =
          privateKey(token, names.agreement(), Bytes.fromHex(stored.agreementPublic));
      PrivateKey audit = privateKey(token, names.audit(), Bytes.fromHex(stored.auditPublic));
      Key pseudonym = key(token, names.pseudonym());
      return new Pkcs11Keystore(stored, token, agreement, audit, (SecretKey) pseudonym);
    } catch (GeneralSecurityException | ProviderException e) {
      throw token.failed(e);
    }
  }

  @Override
  public int kid() {
    return stored.kid;
  }

  @Override
  public Bytes publicKey() {
    return Bytes.fromHex(stored.agreementPublic);
  }

  @Override
  public byte[] agree(Bytes device) {
    var theirs = RawKeys.P256.key(device);
    try {
      KeyAgreement work = KeyAgreement.getInstance("ECDH", token.provider());
      work.init(agreement);
      work.doPhase(theirs, true);
      return work.generateSecret();
    } catch (GeneralSecurityException | ProviderException e) {
      throw token.failed(e);
    }
  }

  @Override
  public RawKeys auditKind() {
    return RawKeys.P256;
  }

  @Override
  public Bytes auditPublic() {
    return Bytes.fromHex(stored.auditPublic);
  }

  @Override
  public byte[] signHead(byte[] head) {
    try {
      Signature work = Signature.getInstance(SIGNATURE, token.provider());
      work.initSign(audit);
      work.update(head);
      return work.sign();
    } catch (GeneralSecurityException | ProviderException e) {
      throw token.failed(e);
    }
  }

  @Override
  public byte[] pseudonym(byte[] value) {
    try {
      Mac work = Mac.getInstance(HMAC, token.provider());
      work.init(pseudonym);
      return work.doFinal(value);
    } catch (GeneralSecurityException | ProviderException e) {
      throw token.failed(e);
    }
  }

  private static KeyPair pair(Pkcs11Token token) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", token.provider());
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /// Named, with a certificate that `signer` signs: a key that agrees cannot.
  private static void put(
      Pkcs11Token into,
      String name,
      KeyPair pair,
      KeyPair signer,
      Pkcs11Token signing,
      RandomGenerator random)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    byte[] serial = new byte[16];
    random.nextBytes(serial);
    var subject = new X500Name("CN=" + name);
    var builder =
        new JcaX509v3CertificateBuilder(
            subject,
            new BigInteger(1, serial),
            Date.from(Instant.EPOCH),
            Date.from(NEVER),
            subject,
            RawKeys.P256.key(RawKeys.P256.raw(pair.getPublic())));
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder(SIGNATURE)
                        .setProvider(signing.provider())
                        .build(signer.getPrivate())));
    into.keys().setKeyEntry(name, pair.getPrivate(), null, new X509Certificate[] {certificate});
  }

  private static PrivateKey privateKey(Pkcs11Token token, String name, Bytes expected)
      throws GeneralSecurityException {
    Key key = key(token, name);
    if (!RawKeys.P256.raw(token.keys().getCertificate(name).getPublicKey()).equals(expected)) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          "the key " + name + " in the token " + token.label() + " is another one",
          "Connect the token that the keys were made in.");
    }
    return (PrivateKey) key;
  }

  /// The JDK shows the bytes of a key that a token would give out, and of no other.
  private static Key key(Pkcs11Token token, String name) throws GeneralSecurityException {
    Key key =
        Optional.ofNullable(token.keys().getKey(name, null))
            .orElseThrow(() ->
                Fault.of(
                    Fault.Kind.NOT_FOUND,
                    "the token " + token.label() + " has no key " + name,
                    "Connect the token that the keys were made in."));
    if (key.getEncoded() != null) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the token " + token.label() + " would give its key " + name + " away",
          "Make new keys with nightjar authority init, and give recorders their number.");
    }
    return key;
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }
}
