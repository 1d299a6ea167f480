package nightjar.portal.mail;

/// Ready to be sent.
///
/// @param to an e-mail address; or a telephone as RFC 3966 writes it: a text message then, of which `text` is all; or `push:` and a subscription's id
public record Letter(String to, String subject, String text) {
  private static final String TELEPHONE = "tel:";
  private static final String PUSH = "push:";

  static Letter toTelephone(String number, String text) {
    return new Letter(TELEPHONE + number, "", text);
  }

  static Letter toSubscription(String id, String payload) {
    return new Letter(PUSH + id, "", payload);
  }

  public Channel channel() {
    if (to.startsWith(TELEPHONE)) {
      return Channel.TEXT;
    }
    return to.startsWith(PUSH) ? Channel.PUSH : Channel.MAIL;
  }

  /// The subscription's id of a push message.
  String subscription() {
    return to.substring(PUSH.length());
  }

  /// Of a text message, in the form of E.164: `+15145550100`.
  String number() {
    return to.substring(TELEPHONE.length());
  }

  @Override
  public String toString() {
    return "Letter[" + subject + "]";
  }
}
