package nightjar.portal.mail;

/// Ready to be sent.
public record Letter(String to, String subject, String text) {
  @Override
  public String toString() {
    return "Letter[" + subject + "]";
  }
}
