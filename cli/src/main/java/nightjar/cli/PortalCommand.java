package nightjar.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.http.HttpServer;
import nightjar.base.http.ServerKey;
import nightjar.base.http.ServerKeys;
import nightjar.portal.Portal;
import nightjar.portal.PortalConfig;
import nightjar.portal.db.PostgresAddress;
import nightjar.portal.mail.SmtpMailer;
import nightjar.portal.mail.TextGateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar portal`: where owners who lost the password ask, and reviewers decide. Secrets come from the environment:
/// NIGHTJAR_PORTAL_DATABASE_PASSWORD, NIGHTJAR_PORTAL_SMTP_USER and NIGHTJAR_PORTAL_SMTP_PASSWORD.
/// Owned by the main thread.
@Command(name = "portal")
final class PortalCommand implements Runnable {
  private final Environment environment;

  @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "portal.data")
  private Path data = Path.of(".");

  @Option(names = "--authority", paramLabel = "SOCKET", required = true)
  private Path authority = Path.of(".");

  @Option(names = "--host", paramLabel = "NAME", defaultValue = "localhost")
  private String host = "localhost";

  @Option(names = "--listen", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:8480")
  private String listen = "";

  @Option(names = "--review-listen", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:8481")
  private String reviewListen = "";

  @Option(names = "--certificate", paramLabel = "FILE")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--key", paramLabel = "FILE")
  private Optional<Path> key = Optional.empty();

  @Option(names = "--database", paramLabel = "URL")
  private Optional<String> database = Optional.empty();

  @Option(names = "--database-user", paramLabel = "NAME")
  private Optional<String> databaseUser = Optional.empty();

  @Option(names = "--smtp", paramLabel = "HOST:PORT")
  private Optional<String> smtp = Optional.empty();

  @Option(names = "--from", paramLabel = "ADDRESS", defaultValue = "nightjar@localhost")
  private String from = "";

  @Option(names = "--sms-url", paramLabel = "URL")
  private Optional<URI> smsUrl = Optional.empty();

  @Option(names = "--sms-body", paramLabel = "TEMPLATE", defaultValue = "to={to}&text={text}")
  private String smsBody = "";

  @Option(names = "--sms-header-file", paramLabel = "FILE")
  private Optional<Path> smsHeaderFile = Optional.empty();

  PortalCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    var config =
        new PortalConfig(
            data,
            authority,
            database.map(url ->
                new PostgresAddress(
                    url, databaseUser, secret("NIGHTJAR_PORTAL_DATABASE_PASSWORD"))),
            smtp.map(this::mail),
            smsUrl.map(url ->
                new TextGateway.Server(url, smsBody, smsHeaderFile.map(PortalCommand::header))),
            host,
            address(listen),
            address(reviewListen),
            tls(),
            PortalConfig.SETTLED,
            false);
    Terminal terminal = environment.terminal();
    try (Portal portal = Portal.start(config, environment.clock(), environment.log())) {
      terminal.error(terminal.say("portal.running", portal.address(), portal.deskAddress()));
      portal
          .setupToken()
          .ifPresent(token ->
              terminal.error(
                  terminal.say("web.setup", portal.deskAddress() + "/setup#token=" + token)));
      while (!environment.clock().sleep(Duration.ofHours(1), environment.stop())) {}
    }
  }

  private Optional<ServerKey> tls() {
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(ServerKeys.read(certificate.get(), key.get(), environment.clock()));
  }

  private SmtpMailer.Server mail(String text) {
    HttpServer.Address server = address(text);
    Optional<SmtpMailer.Login> login =
        secret("NIGHTJAR_PORTAL_SMTP_USER")
            .map(user ->
                new SmtpMailer.Login(user, secret("NIGHTJAR_PORTAL_SMTP_PASSWORD").orElse("")));
    return new SmtpMailer.Server(server.host(), server.port(), from, login);
  }

  /// `Authorization: Bearer ...`, in a file that nobody else reads.
  private static TextGateway.Header header(Path file) {
    char[] line = SecretFile.line(file);
    String text = new String(line);
    Arrays.fill(line, ' ');
    int colon = text.indexOf(':');
    if (!text.matches("[A-Za-z0-9-]{1,64}:[ -~]+")) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "there is no header in " + file,
          "Write one line into it, like Authorization: Bearer abc.");
    }
    return new TextGateway.Header(text.substring(0, colon), text.substring(colon + 1).strip());
  }

  private static HttpServer.Address address(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new HttpServer.Address(
          text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw Fault.of(
          Fault.Kind.INVALID, "not an address: " + text, "Write it like 127.0.0.1:8480.", e);
    }
  }

  private static Optional<String> secret(String variable) {
    return Optional.ofNullable(System.getenv(variable));
  }
}
