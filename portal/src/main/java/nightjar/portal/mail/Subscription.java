package nightjar.portal.mail;

/// What a browser gives who may notify it (W3C Push API): where to send, and its keys, base64url.
///
/// @param p256dh its public key, 65 bytes; `auth` 16 bytes
public record Subscription(String endpoint, String p256dh, String auth) {
  /// The endpoint is a secret: who knows it can send there.
  @Override
  public String toString() {
    return "Subscription";
  }
}
