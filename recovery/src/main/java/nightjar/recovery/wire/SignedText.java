package nightjar.recovery.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;

/// A text that a device signed: `prefix` and, in base 32, a body with its Ed25519 signature behind it.
///
/// @param signed words in front of the body when it is signed, so that no text passes for one of another kind
/// @param longest text that is looked at
record SignedText(String prefix, String signed, int longest) {
  private static final int SIGNATURE_BYTES = 64;

  /// Nothing is verified yet.
  record Parts(Bytes body, Bytes signature) {}

  String write(byte[] body, UnaryOperator<byte[]> sign) {
    return prefix + Crockford.encode(joined(body, sign.apply(message(body))));
  }

  /// Reads such a text, or a link that ends in one; empty for anything else.
  Optional<Parts> read(String text) {
    int start = text.length() > longest ? -1 : text.lastIndexOf(prefix);
    if (start < 0) {
      return Optional.empty();
    }
    return Crockford.decode(text.substring(start + prefix.length()))
        .filter(bytes -> bytes.length > SIGNATURE_BYTES)
        .map(Bytes::of)
        .map(bytes -> {
          int end = bytes.size() - SIGNATURE_BYTES;
          return new Parts(bytes.slice(0, end), bytes.slice(end, bytes.size()));
        });
  }

  boolean isSignedBy(Bytes ed25519, byte[] body, Bytes signature) {
    return Crypto.verify(
        "Ed25519", RawKeys.ED25519.key(ed25519), message(body), signature.toArray());
  }

  private byte[] message(byte[] body) {
    return joined((signed + '\0').getBytes(StandardCharsets.US_ASCII), body);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
