package nightjar.cli;

import java.io.Console;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A person at a recorder for one act, for what a token must not do: signed in with the password, and with the second factor's code where they
/// have one; signed out at the end.
/// Owned by the main thread.
final class RecorderSession {
  private static final String UNKNOWN =
      "Give the name and the password of the web app. Who has a passkey alone uses the web app.";

  private record Entered(@Nullable String state, @Nullable String challenge) {}

  private final Json json = new Json();

  @Mixin private RecorderAddress recorder = new RecorderAddress();

  @Option(names = "--name", paramLabel = "NAME", required = true, descriptionKey = "session.name")
  private String name = "";

  @Option(names = "--password-file", paramLabel = "FILE", descriptionKey = "session.password-file")
  private Optional<Path> password = Optional.empty();

  @Option(names = "--code", paramLabel = "DIGITS", descriptionKey = "session.code")
  private Optional<String> code = Optional.empty();

  void delete(Terminal terminal, String path) {
    String cookie = signIn(terminal);
    try {
      recorder.send(signed(path, cookie).DELETE(), UNKNOWN);
    } finally {
      recorder.send(signed("/session", cookie).DELETE(), UNKNOWN);
    }
  }

  private String signIn(Terminal terminal) {
    RecorderAddress.Answer answer =
        post("/session", Map.of("name", name, "password", password(terminal)));
    Entered entered = json.readKnown(answer.body(), Entered.class, "the recorder's answer");
    if ("second".equals(entered.state())) {
      answer =
          post(
              "/session/second",
              Map.of("challenge", String.valueOf(entered.challenge()), "code", code(terminal)));
    }
    return answer.cookies().stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .filter(cookie -> !cookie.contains("-device="))
        .findFirst()
        .orElseThrow(
            () -> Fault.of(Fault.Kind.INVALID, "the recorder gave no session", "Use the web app."));
  }

  private RecorderAddress.Answer post(String path, Map<String, String> body) {
    return recorder.send(
        recorder
            .request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.writeLine(body))),
        UNKNOWN);
  }

  /// A request with a cookie says of which page it is, as browsers do.
  private HttpRequest.Builder signed(String path, String cookie) {
    URI page = URI.create(recorder.address());
    return recorder
        .request(path)
        .header("Cookie", cookie)
        .header("Origin", page.getScheme() + "://" + page.getRawAuthority());
  }

  private String password(Terminal terminal) {
    return password
        .map(SecretFile::line)
        .or(() -> asked(console -> console.readPassword("%s", terminal.say("session.ask"))))
        .map(String::new)
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.INVALID,
                "no password",
                "Give --password-file, or run it in a terminal."));
  }

  private String code(Terminal terminal) {
    return code.or(() -> asked(console -> console.readLine("%s", terminal.say("session.ask-code"))))
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.INVALID,
                "no code of the second factor",
                "Give --code, or run it in a terminal."));
  }

  private static <T> Optional<T> asked(Function<Console, @Nullable T> ask) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .flatMap(console -> Optional.ofNullable(ask.apply(console)));
  }
}
