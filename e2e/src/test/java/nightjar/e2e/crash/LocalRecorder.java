package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.cli.Commands;
import nightjar.cli.Environment;
import nightjar.cli.Terminal;
import nightjar.e2e.agreement.Tape;

/// `nightjar recorder` in this process, with one camera called `file-camera`. Owned by one test.
final class LocalRecorder implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path data;
  private final Stop stop = new Stop();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  LocalRecorder(Path data, Clock clock, String url) throws IOException {
    this.data = data;
    Path config =
        Files.writeString(
            data.resolveSibling(data.getFileName() + ".toml"),
            """
            keep_free = "0B"
            [web]
            http = "127.0.0.1:0"
            https = "127.0.0.2:0"
            [[camera]]
            id = "file-camera"
            url = "%s"
            """
                .formatted(url));
    var print = new PrintStream(errors, true, StandardCharsets.UTF_8);
    var terminal = new Terminal(print, print, false, Locale.ENGLISH);
    var environment =
        new Environment(clock, stop, (event, subject, detail) -> log.add(event.name()), terminal);
    Thread.ofPlatform()
        .start(() ->
            code.complete(
                Commands.run(
                    environment,
                    "recorder",
                    "--config",
                    config.toString(),
                    "--data",
                    data.toString())));
  }

  void awaitFootage(String camera) {
    assertThat(
            Tape.wait(
                PATIENCE,
                () ->
                    code.isDone()
                        || Tape.files(data.resolve(camera)).stream().anyMatch(this::hasMedia)))
        .as("footage of %s; it said %s %s", camera, log, said())
        .isTrue();
    assertThat(code.isDone()).as("ended by itself: %s", said()).isFalse();
  }

  private boolean hasMedia(Path file) {
    return file.toFile().length() > 10_000;
  }

  void awaitEvent(String name) {
    assertThat(Tape.wait(PATIENCE, () -> log.contains(name)))
        .as("%s; it logged %s and said %s", name, log, said())
        .isTrue();
  }

  int end() {
    stop.request();
    return code.join();
  }

  /// The address of its web app.
  String address() {
    awaitSaid("Open http");
    return said().replaceAll("(?s).*Open (http://127.0.0.1:\\d+).*", "$1");
  }

  /// The same for others, under the certificate that it made itself, in which this address does not stand.
  String secureAddress() {
    awaitSaid("Open https");
    return said().replaceAll("(?s).*Open (https://127.0.0.2:\\d+).*", "$1");
  }

  /// The one-time token for the first administrator.
  String setupToken() {
    awaitSaid("setup#token=");
    return said().replaceAll("(?s).*setup#token=(\\S+).*", "$1");
  }

  private void awaitSaid(String words) {
    assertThat(Tape.wait(PATIENCE, () -> said().contains(words))).as(said()).isTrue();
  }

  String said() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    end();
  }
}
