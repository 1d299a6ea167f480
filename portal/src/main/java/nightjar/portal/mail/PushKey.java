package nightjar.portal.mail;

import com.zerodeplibs.webpush.VAPIDKeyPair;
import com.zerodeplibs.webpush.VAPIDKeyPairs;
import com.zerodeplibs.webpush.key.PrivateKeySources;
import com.zerodeplibs.webpush.key.PublicKeySources;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HexFormat;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;

/// The key by which push services know this portal (RFC 8292): subscriptions are made for it, and are worth nothing without it. Immutable.
public final class PushKey {
  public static final String NAME = "push.key";

  private final VAPIDKeyPair pair;

  private PushKey(VAPIDKeyPair pair) {
    this.pair = pair;
  }

  /// Reads it, or makes it. The file has two lines in hexadecimal: the private key as PKCS #8, the public one as SubjectPublicKeyInfo.
  public static PushKey open(Path file) {
    var kept = new PrivateFile(file);
    if (kept.read().isEmpty()) {
      KeyPair fresh = Crypto.pair(RawKeys.P256);
      String text =
          HexFormat.of().formatHex(fresh.getPrivate().getEncoded())
              + "\n"
              + HexFormat.of().formatHex(fresh.getPublic().getEncoded())
              + "\n";
      kept.replace(Bytes.of(text.getBytes(StandardCharsets.US_ASCII)));
    }
    String text = new String(kept.read().orElseThrow().toArray(), StandardCharsets.US_ASCII);
    String[] lines = text.strip().split("\n", -1);
    try {
      return new PushKey(
          VAPIDKeyPairs.of(
              PrivateKeySources.ofPKCS8Bytes(HexFormat.of().parseHex(lines[0])),
              PublicKeySources.ofX509Bytes(
                  HexFormat.of().parseHex(lines.length == 2 ? lines[1] : ""))));
    } catch (RuntimeException e) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          file + " is not the key of push messages",
          "Put it back from a copy, or remove it: browsers must then subscribe again.",
          e);
    }
  }

  /// For the browser: an uncompressed point, base64url.
  public String publicKey() {
    return pair.extractPublicKeyInUncompressedFormAsString();
  }

  VAPIDKeyPair pair() {
    return pair;
  }
}
