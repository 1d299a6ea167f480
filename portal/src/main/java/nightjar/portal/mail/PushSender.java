package nightjar.portal.mail;

import com.zerodeplibs.webpush.EncryptedPushMessage;
import com.zerodeplibs.webpush.MessageEncryptions;
import com.zerodeplibs.webpush.PushMessage;
import com.zerodeplibs.webpush.UserAgentMessageEncryptionKeyInfo;
import com.zerodeplibs.webpush.jwt.VAPIDJWTParam;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.base.Fault;
import nightjar.base.time.Clock;

/// Push messages (RFC 8030), which nobody between the portal and the browser reads (RFC 8291). Safe for any thread because its parts are.
public final class PushSender implements Mailer {
  /// RFC 8292, 2: a day at most.
  private static final Duration TOKEN_LIVES = Duration.ofHours(12);

  /// A browser that is off for longer is told by the letter.
  private static final Duration KEPT = Duration.ofDays(3);

  /// Where subscriptions are.
  public interface Book {
    /// Empty when it was taken away.
    Optional<Subscription> find(String id);

    /// The browser, or its push service, wants no more.
    void forget(String id);
  }

  private final Book book;
  private final PushServices services;
  private final PushKey key;
  private final Clock clock;
  private final Supplier<String> contact;
  private final Posting posting = new Posting();

  /// @param contact an address of the portal, that a push service's people can turn to
  public PushSender(
      Book book, PushServices services, PushKey key, Clock clock, Supplier<String> contact) {
    this.book = book;
    this.services = services;
    this.key = key;
    this.clock = clock;
    this.contact = contact;
  }

  @Override
  public void send(Letter letter) {
    String id = letter.subscription();
    book.find(id)
        .filter(to -> services.allows(to.endpoint()))
        .ifPresent(to -> send(id, to, letter.text()));
  }

  private void send(String id, Subscription to, String text) {
    EncryptedPushMessage sealed =
        MessageEncryptions.of()
            .encrypt(
                UserAgentMessageEncryptionKeyInfo.of(to.p256dh(), to.auth()),
                PushMessage.ofUTF8(text));
    URI endpoint = URI.create(to.endpoint());
    int status =
        posting.status(
            HttpRequest.newBuilder(endpoint)
                .header("Authorization", authorization(to.endpoint()))
                .header("Content-Type", sealed.mediaType())
                .header("Content-Encoding", sealed.contentEncoding())
                .header("TTL", Long.toString(KEPT.toSeconds()))
                .header("Urgency", "high")
                .POST(HttpRequest.BodyPublishers.ofByteArray(sealed.toBytes())));
    switch (status) {
      case 200, 201, 202, 204 -> {}
      case 404, 410 -> book.forget(id);
      case 400, 413 ->
          throw Fault.of(
              Fault.Kind.INVALID,
              "the push service " + endpoint.getHost() + " refuses a message: " + status,
              "This one is given up; the letter says the same.");
      default ->
          throw Fault.of(
              Fault.Kind.UNREACHABLE,
              "the push service " + endpoint.getHost() + " answers " + status,
              "Messages wait until it takes them; letters go on.");
    }
  }

  private String authorization(String endpoint) {
    Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
    return key.pair()
        .generateAuthorizationHeaderValue(
            VAPIDJWTParam.getBuilder()
                .resourceURLString(endpoint)
                .expirationTime(now.plus(TOKEN_LIVES))
                .subject(contact.get())
                .build());
  }

  @Override
  public void close() {
    posting.close();
  }
}
