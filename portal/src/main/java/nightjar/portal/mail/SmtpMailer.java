package nightjar.portal.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;

/// Letters by SMTP (RFC 5321), with STARTTLS wherever the server has it. Safe for any thread because each letter has a connection
/// of its own, and the set of those is concurrent.
public final class SmtpMailer implements Mailer {
  /// For each answer of the server.
  private static final String MILLIS = "20000";

  /// For a whole letter: a server that says a byte now and then holds nobody.
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// Who takes letters.
  ///
  /// @param from what owners see as the sender
  /// @param login user and password where the server wants them; TLS is then required
  public record Server(String host, int port, String from, Optional<Login> login) {}

  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  private final Server server;
  private final Clock clock;
  private final Duration longest;
  private final Set<Stop> underWay = ConcurrentHashMap.newKeySet();

  public SmtpMailer(Server server, Clock clock) {
    this(server, clock, LONGEST);
  }

  SmtpMailer(Server server, Clock clock, Duration longest) {
    this.server = server;
    this.clock = clock;
    this.longest = longest;
  }

  @Override
  public void send(Letter letter) {
    var over = new Stop();
    underWay.add(over);
    Thread.ofVirtual()
        .name("letter's time")
        .start(() -> {
          clock.sleep(longest, over);
          over.request();
        });
    try {
      var message = new MimeMessage(session(over));
      message.setFrom(new InternetAddress(server.from(), true));
      message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
      message.setSubject(letter.subject(), "UTF-8");
      message.setText(letter.text(), "UTF-8");
      message.setHeader("Auto-Submitted", "auto-generated");
      message.setHeader("Date", date());
      Transport.send(message);
    } catch (AddressException | SendFailedException e) {
      throw Fault.of(Fault.Kind.INVALID, "a letter is refused: " + e.getMessage(), "", e);
    } catch (MessagingException e) {
      throw Fault.of(
          Fault.Kind.UNREACHABLE,
          "no letter can be sent by " + server.host() + ":" + server.port() + ": " + e.getMessage(),
          "Check the address and the login of the mail server. Letters wait until it answers.",
          e);
    } finally {
      underWay.remove(over);
      over.request();
    }
  }

  @Override
  public void close() {
    underWay.forEach(Stop::request);
  }

  /// RFC 5322 3.3 is what RFC 1123 made of RFC 822.
  private String date() {
    return Instant.ofEpochMilli(clock.wallMicros() / 1_000)
        .atOffset(ZoneOffset.UTC)
        .format(DateTimeFormatter.RFC_1123_DATE_TIME);
  }

  private Session session(Stop over) {
    var properties = new Properties();
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", Integer.toString(server.port()));
    properties.put("mail.smtp.starttls.enable", "true");
    properties.put("mail.smtp.starttls.required", Boolean.toString(server.login().isPresent()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.socketFactory", new EndingSockets(over));
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.connectiontimeout", MILLIS);
    properties.put("mail.smtp.timeout", MILLIS);
    properties.put("mail.smtp.writetimeout", MILLIS);
    properties.put("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
    return server
        .login()
        .map(login ->
            Session.getInstance(
                properties,
                new Authenticator() {
                  @Override
                  protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(login.user(), login.password());
                  }
                }))
        .orElseGet(() -> Session.getInstance(properties));
  }
}
