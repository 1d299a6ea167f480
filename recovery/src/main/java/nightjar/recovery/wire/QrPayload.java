package nightjar.recovery.wire;

import java.util.Optional;
import java.util.function.UnaryOperator;
import nightjar.base.Bytes;

/// The text of the QR code: `NVR1:` and, in base 32, a [QrBody] with the device's Ed25519 signature behind it.
public final class QrPayload {
  public static final String PREFIX = "NVR1:";

  /// A QR code of version 40 holds no more than 4,296 signs.
  private static final SignedText TEXT = new SignedText(PREFIX, "NVR-RC/1 QR", 4296);

  private QrPayload() {}

  /// A body and the signature that came with it; nothing is verified yet.
  public record Unverified(QrBody body, Bytes signature) {
    public boolean isSignedBy(Bytes ed25519) {
      return TEXT.isSignedBy(ed25519, body.encode(), signature);
    }
  }

  /// `sign` is the device's key.
  public static String write(QrBody body, UnaryOperator<byte[]> sign) {
    return TEXT.write(body.encode(), sign);
  }

  /// Reads a payload, or a link that ends in one; empty for anything else.
  public static Optional<Unverified> read(String text) {
    return TEXT.read(text)
        .flatMap(parts ->
            QrBody.decode(parts.body()).map(body -> new Unverified(body, parts.signature())));
  }
}
