package nightjar.portal.mail;

/// Ready to be sent.
///
/// @param to an e-mail address, or a telephone as RFC 3966 writes it: a text message then, of which `text` is all
public record Letter(String to, String subject, String text) {
  private static final String TELEPHONE = "tel:";

  static Letter toTelephone(String number, String text) {
    return new Letter(TELEPHONE + number, "", text);
  }

  public Channel channel() {
    return to.startsWith(TELEPHONE) ? Channel.TEXT : Channel.MAIL;
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
