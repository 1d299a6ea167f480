package nightjar.portal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import nightjar.base.http.HttpServer;
import nightjar.base.http.ServerKey;
import nightjar.portal.db.PostgresAddress;
import nightjar.portal.mail.SmtpMailer;
import nightjar.portal.mail.TextGateway;

/// What an operator decides.
///
/// @param data a private folder: the key that seals personal data, the heads of the audit chains, and PostgreSQL when it is ours
/// @param authority the authority's socket
/// @param database ours in `data` when absent
/// @param mail letters become files in `data/mail` when absent
/// @param texts text messages become files too where letters do, and are not sent where letters are sent and this is absent
/// @param host the name people open; passkeys are for it
/// @param customers where owners come in, and `desk` where reviewers do: never the same port
/// @param key for HTTPS; without one both are served on loopback alone
/// @param settled how long a passkey must have been on an account before it counts as its owner's
/// @param pushToLoopback whether push services on this machine count, which only a test has
public record PortalConfig(
    Path data,
    Path authority,
    Optional<PostgresAddress> database,
    Optional<SmtpMailer.Server> mail,
    Optional<TextGateway.Server> texts,
    String host,
    HttpServer.Address customers,
    HttpServer.Address desk,
    Optional<ServerKey> key,
    Duration settled,
    boolean pushToLoopback) {
  public static final Duration SETTLED = Duration.ofDays(7);

  /// On this machine alone, on free ports.
  public static PortalConfig loopback(Path data, Path authority) {
    return new PortalConfig(
        data,
        authority,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "localhost",
        new HttpServer.Address("127.0.0.1", 0),
        new HttpServer.Address("127.0.0.1", 0),
        Optional.empty(),
        SETTLED,
        false);
  }

  public PortalConfig with(SmtpMailer.Server server) {
    return new PortalConfig(
        data,
        authority,
        database,
        Optional.of(server),
        texts,
        host,
        customers,
        desk,
        key,
        settled,
        pushToLoopback);
  }

  public PortalConfig with(TextGateway.Server server) {
    return new PortalConfig(
        data,
        authority,
        database,
        mail,
        Optional.of(server),
        host,
        customers,
        desk,
        key,
        settled,
        pushToLoopback);
  }

  /// Whether it can tell anybody by text message.
  boolean sendsTexts() {
    return texts.isPresent() || mail.isEmpty();
  }

  public PortalConfig with(PostgresAddress address) {
    return new PortalConfig(
        data,
        authority,
        Optional.of(address),
        mail,
        texts,
        host,
        customers,
        desk,
        key,
        settled,
        pushToLoopback);
  }

  public PortalConfig withSettled(Duration other) {
    return new PortalConfig(
        data, authority, database, mail, texts, host, customers, desk, key, other, pushToLoopback);
  }

  public PortalConfig withPushToLoopback() {
    return new PortalConfig(
        data, authority, database, mail, texts, host, customers, desk, key, settled, true);
  }
}
