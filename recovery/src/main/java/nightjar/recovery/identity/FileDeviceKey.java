package nightjar.recovery.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;

/// Device keys in a file of mode 0600: what a machine without a TPM can do. Whoever reads the file is the device, and no other.
/// Safe for any thread because nothing changes after it was opened.
public final class FileDeviceKey implements DeviceKey {
  private static final byte[] PROBE = "NVR-RC/1 probe".getBytes(StandardCharsets.US_ASCII);

  /// Private keys are PKCS #8 in base 64, public keys bare in hexadecimal.
  private record Stored(
      int version,
      RawKeys curve,
      String agreementPrivate,
      String agreementPublic,
      String signingPrivate,
      String signingPublic) {}

  private final RawKeys curve;
  private final PrivateKey agreement;
  private final Bytes agreementPublic;
  private final PrivateKey signing;
  private final Bytes signingPublic;

  private FileDeviceKey(
      RawKeys curve,
      PrivateKey agreement,
      Bytes agreementPublic,
      PrivateKey signing,
      Bytes signingPublic) {
    this.curve = curve;
    this.agreement = agreement;
    this.agreementPublic = agreementPublic;
    this.signing = signing;
    this.signingPublic = signingPublic;
  }

  /// Opens the keys in `path`, made now if there are none.
  public static FileDeviceKey open(Path path, RawKeys curve) {
    var file = new PrivateFile(path);
    Bytes content = file.read().orElseGet(() -> born(file, curve));
    String text = new String(content.toArray(), StandardCharsets.UTF_8);
    Stored stored = new Json().read(text, Stored.class, path.toString());
    try {
      var key =
          new FileDeviceKey(
              stored.curve,
              privateKey(stored.curve, stored.agreementPrivate),
              Bytes.fromHex(stored.agreementPublic),
              privateKey(RawKeys.ED25519, stored.signingPrivate),
              Bytes.fromHex(stored.signingPublic));
      key.prove();
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          path + " does not hold this device's keys",
          "Put the file back from a copy. A device with new keys has to be registered again.",
          e);
    }
  }

  private static Bytes born(PrivateFile file, RawKeys curve) {
    KeyPair agreement = Crypto.pair(curve);
    KeyPair signing = Crypto.pair(RawKeys.ED25519);
    var stored =
        new Stored(
            1,
            curve,
            base64(agreement.getPrivate()),
            hex(curve.raw(agreement.getPublic())),
            base64(signing.getPrivate()),
            hex(RawKeys.ED25519.raw(signing.getPublic())));
    Bytes content = Bytes.of(new Json().write(stored).getBytes(StandardCharsets.UTF_8));
    file.replace(content);
    return content;
  }

  /// Both halves of both pairs belong together.
  private void prove() throws GeneralSecurityException {
    KeyPair other = Crypto.pair(curve);
    byte[] ours = agree(curve.raw(other.getPublic()));
    byte[] theirs = Crypto.agree(curve, other.getPrivate(), agreementPublic);
    boolean agrees = MessageDigest.isEqual(ours, theirs);
    Crypto.wipe(ours, theirs);
    if (!agrees
        || !Crypto.verify("Ed25519", RawKeys.ED25519.key(signingPublic), PROBE, sign(PROBE))) {
      throw new GeneralSecurityException("the halves of a key pair do not belong together");
    }
  }

  @Override
  public RawKeys curve() {
    return curve;
  }

  @Override
  public Bytes agreementPublic() {
    return agreementPublic;
  }

  @Override
  public Bytes signingPublic() {
    return signingPublic;
  }

  @Override
  public byte[] agree(Bytes theirs) {
    return Crypto.agree(curve, agreement, theirs);
  }

  @Override
  public byte[] sign(byte[] message) {
    return Crypto.sign(signing, message);
  }

  private static PrivateKey privateKey(RawKeys kind, String base64)
      throws GeneralSecurityException {
    byte[] encoded = Base64.getDecoder().decode(base64);
    try {
      return KeyFactory.getInstance(kind.algorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } finally {
      Crypto.wipe(encoded);
    }
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }

  private static String base64(PrivateKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }
}
