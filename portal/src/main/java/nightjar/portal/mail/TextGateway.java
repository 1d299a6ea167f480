package nightjar.portal.mail;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import nightjar.base.Fault;
import nightjar.base.json.Json;

/// Text messages by the HTTP gateway of any telephone company: one POST each, of a body that the operator wrote down once. Its answer
/// is the status; the rest is not read. Safe for any thread because each message has a connection of its own.
public final class TextGateway implements Mailer {
  private static final Pattern PLACE = Pattern.compile("\\{(to|text)}");
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  /// What the gateway cannot take today nor tomorrow: a number that is none.
  private static final Set<Integer> NEVER = Set.of(400, 422);

  /// Who takes text messages.
  ///
  /// @param body JSON when it begins with a brace, else a form; `{to}` and `{text}` stand for number and message
  /// @param header what proves who sends, as `Authorization` and its value
  public record Server(URI url, String body, Optional<Header> header) {
    public Server {
      boolean here = HERE.contains(String.valueOf(url.getHost()));
      if (!"https".equals(url.getScheme()) && !(here && "http".equals(url.getScheme()))) {
        throw Fault.of(
            Fault.Kind.INVALID,
            "text messages would go over the network unencrypted",
            "Give a gateway’s address that begins with https.");
      }
      if (!body.contains("{to}") || !body.contains("{text}")) {
        throw Fault.of(
            Fault.Kind.INVALID,
            "the body of text messages names no number or no text",
            "Write {to} and {text} where they belong.");
      }
    }

    boolean isJson() {
      return body.startsWith("{");
    }
  }

  public record Header(String name, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final Server server;
  private final Posting posting = new Posting();

  public TextGateway(Server server) {
    this.server = server;
  }

  @Override
  public void send(Letter letter) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url())
            .header(
                "Content-Type",
                server.isJson() ? "application/json" : "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body(letter)));
    server.header().ifPresent(header -> request.header(header.name(), header.value()));
    int status = posting.status(request);
    if (NEVER.contains(status)) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the text gateway " + server.url().getHost() + " refuses a message: " + status,
          "Send one by hand to see what it wants; this one is given up.");
    }
    if (status / 100 != 2) {
      throw Fault.of(
          Fault.Kind.UNREACHABLE,
          "the text gateway " + server.url().getHost() + " answers " + status,
          "Check its address and its token. Messages wait until it takes them.");
    }
  }

  @Override
  public void close() {
    posting.close();
  }

  /// One pass, so that nothing in a message is taken for a place.
  private String body(Letter letter) {
    return PLACE
        .matcher(server.body())
        .replaceAll(place -> java.util.regex.Matcher.quoteReplacement(value(place, letter)));
  }

  private String value(MatchResult place, Letter letter) {
    String plain = place.group(1).equals("to") ? letter.number() : letter.text();
    if (server.isJson()) {
      String quoted = new Json().writeLine(plain);
      return quoted.substring(1, quoted.length() - 1);
    }
    return URLEncoder.encode(plain, StandardCharsets.UTF_8);
  }
}
