package nightjar.recorder.evidence;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
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
import nightjar.recovery.wire.Crockford;

/// The Ed25519 key with which this recorder signs what leaves it, born on it. It is not the key of the way back in: that one is given
/// to nothing that a network reaches, and exports are asked for over the network.
/// Safe for any thread because nothing changes after it was opened.
public final class EvidenceKey {
  /// Beside the device's other keys.
  private static final String FILE = "device/evidence.json";

  private static final byte[] PROBE = "nightjar evidence probe".getBytes(StandardCharsets.US_ASCII);

  /// 160 bits: nobody finds a second key with the same.
  private static final int FINGERPRINT_SYMBOLS = 32;

  /// The private key is PKCS #8 in base 64, the public one bare in hexadecimal.
  private record Stored(int version, String privateKey, String publicKey) {}

  private final PrivateKey secret;
  private final Bytes open;

  private EvidenceKey(PrivateKey secret, Bytes open) {
    this.secret = secret;
    this.open = open;
  }

  /// The key of the recorder whose own folder is `folder`, made now if there is none.
  public static EvidenceKey open(Path folder) {
    var file = new PrivateFile(folder.resolve(FILE));
    Bytes content = file.read().orElseGet(() -> born(file));
    String text = new String(content.toArray(), StandardCharsets.UTF_8);
    Stored stored = new Json().read(text, Stored.class, file.path().toString());
    try {
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getDecoder().decode(stored.privateKey)));
      var key = new EvidenceKey(secret, Bytes.fromHex(stored.publicKey));
      if (!signed(key.open, PROBE, key.sign(PROBE))) {
        throw new GeneralSecurityException("the halves of the key do not belong together");
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          file.path() + " does not hold the key for exports",
          "Put the file back from a copy. If there is none, delete it: a new key is made, and its fingerprint is another one.",
          e);
    }
  }

  private static Bytes born(PrivateFile file) {
    KeyPair pair = Crypto.pair(RawKeys.ED25519);
    var stored =
        new Stored(
            1,
            Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()),
            HexFormat.of().formatHex(RawKeys.ED25519.raw(pair.getPublic()).toArray()));
    Bytes content = Bytes.of(new Json().write(stored).getBytes(StandardCharsets.UTF_8));
    file.replace(content);
    return content;
  }

  byte[] sign(byte[] message) {
    return Crypto.sign(secret, message);
  }

  Bytes open() {
    return open;
  }

  /// What people compare: on the recorder's pages, and in the answer of `nightjar verify`.
  public String fingerprint() {
    return fingerprint(open);
  }

  static String fingerprint(Bytes key) {
    return Crockford.grouped(Crockford.encode(Crypto.sha256(key.toArray()), FINGERPRINT_SYMBOLS));
  }

  /// False for a key that is none, too.
  static boolean signed(Bytes key, byte[] message, byte[] signature) {
    try {
      return Crypto.verify("Ed25519", RawKeys.ED25519.key(key), message, signature);
    } catch (Fault notAKey) {
      return false;
    }
  }
}
