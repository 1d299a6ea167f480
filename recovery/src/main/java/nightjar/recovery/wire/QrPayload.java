package nightjar.recovery.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;

/// The text of the QR code: `NVR1:` and, in base 32, a [QrBody] with the device's Ed25519 signature behind it.
public final class QrPayload {
  public static final String PREFIX = "NVR1:";

  private static final String SIGNED = "NVR-RC/1 QR\0";
  private static final int SIGNATURE_BYTES = 64;

  /// A QR code of version 40 holds no more.
  private static final int LONGEST = 4296;

  private QrPayload() {}

  /// A body and the signature that came with it; nothing is verified yet.
  public record Unverified(QrBody body, Bytes signature) {
    public boolean isSignedBy(Bytes ed25519) {
      return Crypto.verify(
          "Ed25519", RawKeys.ED25519.key(ed25519), message(body), signature.toArray());
    }
  }

  /// `sign` is the device's key.
  public static String write(QrBody body, UnaryOperator<byte[]> sign) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(body.encode());
    out.writeBytes(sign.apply(message(body)));
    return PREFIX + Crockford.encode(out.toByteArray());
  }

  /// Reads a payload, or a link that ends in one; empty for anything else.
  public static Optional<Unverified> read(String text) {
    int start = text.length() > LONGEST ? -1 : text.lastIndexOf(PREFIX);
    if (start < 0) {
      return Optional.empty();
    }
    return Crockford.decode(text.substring(start + PREFIX.length()))
        .filter(bytes -> bytes.length > SIGNATURE_BYTES)
        .map(Bytes::of)
        .flatMap(bytes -> {
          int end = bytes.size() - SIGNATURE_BYTES;
          return QrBody.decode(bytes.slice(0, end))
              .map(body -> new Unverified(body, bytes.slice(end, bytes.size())));
        });
  }

  private static byte[] message(QrBody body) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(SIGNED.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(body.encode());
    return out.toByteArray();
  }
}
