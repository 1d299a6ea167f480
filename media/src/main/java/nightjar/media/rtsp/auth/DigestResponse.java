package nightjar.media.rtsp.auth;

import java.nio.charset.StandardCharsets;

/// The arithmetic of Digest (RFC 7616, 3.4), the same at both ends. Strings are octets, one a `char`.
///
/// @param user in UTF-8
/// @param nonceCount eight hexadecimal digits; empty without qop, as is `cnonce` then unless the algorithm wants it
record DigestResponse(
    DigestAlgorithm algorithm,
    String user,
    String realm,
    String nonce,
    String cnonce,
    String nonceCount,
    String method,
    String uri) {

  /// UTF-8 as octets.
  static String octets(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  String compute(String password) {
    String secret = algorithm.hex(user + ":" + realm + ":" + octets(password));
    if (algorithm.session()) {
      secret = algorithm.hex(secret + ":" + nonce + ":" + cnonce);
    }
    String request = algorithm.hex(method + ":" + uri);
    String middle = nonceCount.isEmpty() ? "" : nonceCount + ":" + cnonce + ":auth:";
    return algorithm.hex(secret + ":" + nonce + ":" + middle + request);
  }
}
