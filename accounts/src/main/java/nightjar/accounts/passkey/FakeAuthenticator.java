package nightjar.accounts.passkey;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A passkey and the browser around it, written from Web Authentication Level 3 sections 5.8.1, 6.1 and 6.5 and RFC 9052, and from
/// nothing that the code under test uses. A fake for tests: its keys are in memory.
/// Owned by one thread.
public final class FakeAuthenticator {
  private static final int USER_PRESENT = 1;
  private static final int USER_VERIFIED = 4;
  private static final int ATTESTED = 64;

  private final KeyPair keys;
  private final byte[] credentialId;
  public String origin = "https://nvr.example.org";
  public String rpId = "nvr.example.org";
  public int flags = USER_PRESENT | USER_VERIFIED;
  public long counter;
  public boolean crossOrigin;

  public FakeAuthenticator(int number) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    credentialId = ("credential " + number).getBytes(StandardCharsets.US_ASCII);
  }

  /// Answers `navigator.credentials.create` with these options.
  public String create(String options) {
    var cbor = new ByteArrayOutputStream();
    cbor.write(0xa3);
    text(cbor, "fmt");
    text(cbor, "none");
    text(cbor, "attStmt");
    cbor.write(0xa0);
    text(cbor, "authData");
    bytes(cbor, authenticatorData(true));
    return """
    {"id":"%s","rawId":"%s","type":"public-key","clientExtensionResults":{},
     "response":{"clientDataJSON":"%s","attestationObject":"%s","transports":["internal"]}}\
    """
        .formatted(
            base64(credentialId),
            base64(credentialId),
            base64(clientData("webauthn.create", challenge(options))),
            base64(cbor.toByteArray()));
  }

  /// Answers `navigator.credentials.get` with these options.
  public String get(String options) {
    byte[] client = clientData("webauthn.get", challenge(options));
    byte[] data = authenticatorData(false);
    byte[] signature;
    try {
      var signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(keys.getPrivate());
      signer.update(data);
      signer.update(sha256(client));
      signature = signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return """
    {"id":"%s","rawId":"%s","type":"public-key","clientExtensionResults":{},
     "response":{"clientDataJSON":"%s","authenticatorData":"%s","signature":"%s"}}\
    """
        .formatted(
            base64(credentialId),
            base64(credentialId),
            base64(client),
            base64(data),
            base64(signature));
  }

  private byte[] clientData(String type, String challenge) {
    return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":%s}"
        .formatted(type, challenge, origin, crossOrigin)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] authenticatorData(boolean attested) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(sha256(rpId.getBytes(StandardCharsets.UTF_8)));
    out.write(attested ? flags | ATTESTED : flags);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) counter).array());
    if (attested) {
      out.writeBytes(new byte[16]);
      out.write(credentialId.length >>> 8);
      out.write(credentialId.length);
      out.writeBytes(credentialId);
      out.writeBytes(coseKey());
    }
    return out.toByteArray();
  }

  /// {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  private byte[] coseKey() {
    var point = ((ECPublicKey) keys.getPublic()).getW();
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21});
    bytes(out, fixed(point.getAffineX()));
    out.write(0x22);
    bytes(out, fixed(point.getAffineY()));
    return out.toByteArray();
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] out = new byte[32];
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, out, 32 - length, length);
    return out;
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(0x60 | text.length());
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
    out.write(0x58);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private static String challenge(String options) {
    Matcher matcher = Pattern.compile("\"challenge\":\"([^\"]+)\"").matcher(options);
    if (!matcher.find()) {
      throw new IllegalArgumentException(options);
    }
    return matcher.group(1);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
