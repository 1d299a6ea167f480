package nightjar.portal.mail;

/// A mailer for each channel. Safe for any thread because they are.
public record Mailers(Mailer letters, Mailer texts, Mailer pushes) implements Mailer {
  @Override
  public void send(Letter letter) {
    switch (letter.channel()) {
      case MAIL -> letters.send(letter);
      case TEXT -> texts.send(letter);
      case PUSH -> pushes.send(letter);
    }
  }

  @Override
  public void close() {
    letters.close();
    texts.close();
    pushes.close();
  }
}
