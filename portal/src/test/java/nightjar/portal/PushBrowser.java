package nightjar.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A push service on loopback and the browser behind it, written from RFC 8030, 8188, 8291 and 8292. Safe for any thread because its
/// list is, and the rest does not change.
final class PushBrowser implements AutoCloseable {
  private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  record Got(JsonNode message, JsonNode token, String ttl, String urgency) {}

  final List<Got> got = new CopyOnWriteArrayList<>();
  final List<String> wrong = new CopyOnWriteArrayList<>();
  volatile int status = 201;
  private final String portalKey;
  private final KeyPair keys = Crypto.pair(RawKeys.P256);
  private final byte[] secret = new byte[16];
  private final HttpServer server;

  PushBrowser(String portalKey) throws IOException {
    this.portalKey = portalKey;
    new Random(5).nextBytes(secret);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Map<String, String> subscription() {
    return Map.of(
        "endpoint",
        origin() + "/send/1",
        "p256dh",
        TEXT.encodeToString(RawKeys.P256.raw(keys.getPublic()).toArray()),
        "auth",
        TEXT.encodeToString(secret),
        "label",
        "A \u0007\u202ebrowser",
        "language",
        "fr");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      var headers = exchange.getRequestHeaders();
      try {
        if (!"aes128gcm".equals(headers.getFirst("Content-Encoding")) || body.length > 4096) {
          throw new GeneralSecurityException("not a push message");
        }
        JsonNode token = token(headers.getFirst("Authorization"));
        byte[] plain =
            open(body, keys.getPrivate(), RawKeys.P256.raw(keys.getPublic()).toArray(), secret);
        got.add(
            new Got(
                JSON.readTree(plain), token, headers.getFirst("TTL"), headers.getFirst("Urgency")));
      } catch (GeneralSecurityException e) {
        wrong.add(e.toString());
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /// RFC 8292, 3: `vapid t=JWT, k=KEY`, signed by ES256, for this origin.
  private JsonNode token(String authorization) throws GeneralSecurityException {
    String[] parts = authorization.replaceFirst("^vapid t=", "").split(", ?k=");
    String[] jwt = parts[0].split("\\.");
    if (!parts[1].equals(portalKey) || jwt.length != 3) {
      throw new GeneralSecurityException("another portal's key");
    }
    Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
    check.initVerify(RawKeys.P256.key(Bytes.of(BASE64.decode(parts[1]))));
    check.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
    JsonNode head = JSON.readTree(BASE64.decode(jwt[0]));
    JsonNode claims = JSON.readTree(BASE64.decode(jwt[1]));
    if (!check.verify(BASE64.decode(jwt[2]))
        || !head.path("alg").asString("").equals("ES256")
        || !claims.path("aud").asString("").equals(origin())) {
      throw new GeneralSecurityException("a token that is none: " + claims);
    }
    return claims;
  }

  /// RFC 8291, 3.4, and RFC 8188, 2.1: salt (16), record size (4), length of the key (1), the sender's key, one record.
  static byte[] open(byte[] body, PrivateKey mine, byte[] myPublic, byte[] secret)
      throws GeneralSecurityException {
    ByteBuffer in = ByteBuffer.wrap(body);
    byte[] salt = take(in, 16);
    int size = in.getInt();
    byte[] theirs = take(in, in.get());
    byte[] record = take(in, in.remaining());
    if (record.length > size) {
      throw new GeneralSecurityException("more than a record");
    }
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(mine);
    agreement.doPhase(RawKeys.P256.key(Bytes.of(theirs)), true);
    byte[] info = concat("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), myPublic, theirs);
    byte[] ikm = hmac(hmac(secret, agreement.generateSecret()), concat(info, new byte[] {1}));
    byte[] prk = hmac(salt, ikm);
    byte[] key = Arrays.copyOf(hmac(prk, info("Content-Encoding: aes128gcm")), 16);
    byte[] nonce = Arrays.copyOf(hmac(prk, info("Content-Encoding: nonce")), 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    byte[] padded = cipher.doFinal(record);
    int end = padded.length - 1;
    while (padded[end] == 0) {
      end--;
    }
    if (padded[end] != 2) {
      throw new GeneralSecurityException("not the last record");
    }
    return Arrays.copyOf(padded, end);
  }

  private static byte[] info(String text) {
    return concat(text.getBytes(StandardCharsets.US_ASCII), new byte[] {0, 1});
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
