package nightjar.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import nightjar.base.files.PrivateFile;
import nightjar.base.http.HttpServer;
import nightjar.base.log.EventLog;
import nightjar.base.time.ShiftedClock;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuideTest {
  private static final long MINUTE = 60_000_000L;

  @TempDir private Path folder = Path.of("");

  private final EventLog log = (_, _, _) -> {};
  private final SystemClock real = new SystemClock();
  private final ShiftedClock clock = new ShiftedClock(real);
  private final HttpClient client = HttpClient.newHttpClient();
  private LostPassword maker;
  private HttpServer server;

  @BeforeEach
  void start() {
    PrivateFile.makeFolder(folder.resolve("own"));
    maker = LostPassword.start(folder.resolve("own"), clock, log, new Random(3));
    server = Guide.serve(maker, folder.toString(), real, log);
  }

  @AfterEach
  void stop() {
    server.close();
    maker.close();
    client.close();
  }

  @Test
  void leadsThroughInBothLanguagesAndShowsLettersWithTheirLinks() throws Exception {
    Path mail = Files.createDirectories(maker.maker().resolve("portal").resolve("mail"));
    Files.writeString(
        mail.resolve("1-1.txt"),
        "To: ada@owner.example\nSubject: <b>Hello\n\nOpen http://localhost/x#token=a&b <script>");
    String page = get("/", "en-CA").body();
    assertThat(page)
        .contains("Lost the password? Try it", maker.address() + "/signup", maker.claim())
        .contains("<h3>&lt;b&gt;Hello</h3>")
        .contains("<a href=\"http://localhost/x#token=a&amp;b\"")
        .doesNotContain("<script", "${");
    assertThat(get("/", "fr-CA,en").body()).contains("<html lang=\"fr\">").doesNotContain("${");
    assertThat(get("/sticker.png", "en").statusCode()).isEqualTo(200);
    assertThat(get("/info.png", "en").statusCode()).as("no recorder is running").isEqualTo(404);
  }

  @Test
  void onlyThePageItselfPutsTheClockAhead() throws Exception {
    assertThat(later("https://elsewhere.example").statusCode()).isEqualTo(403);
    assertThat(clock.wallMicros() - real.wallMicros()).isLessThan(MINUTE);
    assertThat(later(address("")).statusCode()).isEqualTo(303);
    assertThat(clock.wallMicros() - real.wallMicros()).isGreaterThan(15 * MINUTE);
  }

  @Test
  void whoComesByAnotherNameSeesNothing() throws IOException {
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), server.httpPort().orElseThrow())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("claim");
    }
  }

  private HttpResponse<String> get(String path, String language) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Accept-Language", language)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> later(String origin) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address("/later")))
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.httpPort().orElseThrow() + path;
  }
}
