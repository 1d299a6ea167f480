package nightjar.e2e.agreement;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import nightjar.base.json.Json;
import org.junit.jupiter.api.Assumptions;

/// A browser as people have it, headless: one page with one `<video>` that seeks in a file, then plays it to its end.
/// Safe for any thread because each look is a process and a server of its own.
final class Chromium {
  /// What the page said.
  ///
  /// @param shown media time of the picture on screen after each seek
  /// @param ended where the player stood when it said that the file was over
  /// @param error what the player complained of; empty when nothing
  record Seen(
      double duration, int width, int height, List<Double> shown, double ended, String error) {}

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long PATIENCE_SECONDS = 90;
  private static final Json JSON = new Json();

  private Chromium() {}

  /// Skips the test where there is no Chromium.
  static Path assume() {
    Optional<Path> found = NAMES.stream().map(Program::find).flatMap(Optional::stream).findFirst();
    Assumptions.assumeTrue(found.isPresent(), "no Chromium here");
    return found.orElseThrow();
  }

  /// Opens `file`, seeks to each of `seconds`, and then plays the last `tail` seconds.
  static Seen watch(Path folder, Path file, List<Double> seconds, double tail) throws IOException {
    Path program = assume();
    var said = new CompletableFuture<String>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/player.html", exchange -> answer(exchange, page(), "text/html"));
    server.createContext("/video.mp4", exchange -> range(exchange, file));
    server.createContext(
        "/seen",
        exchange -> {
          said.complete(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          answer(exchange, new byte[0], "text/plain");
        });
    server.start();
    Path profile = Files.createTempDirectory(folder, "chromium");
    String url =
        "http://127.0.0.1:%d/player.html#%s"
            .formatted(server.getAddress().getPort(), JSON.writeLine(new Asked(seconds, tail)));
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + profile,
                url)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    try {
      return JSON.read(said.get(PATIENCE_SECONDS, TimeUnit.SECONDS), Seen.class, "the page");
    } catch (TimeoutException e) {
      throw new AssertionError(Files.readString(folder.resolve("chromium.log")), e);
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      List<ProcessHandle> all =
          Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(one -> one.onExit().join()); // or it would still write into the folder
      server.stop(0);
    }
  }

  private record Asked(List<Double> seconds, double tail) {}

  private static byte[] page() throws IOException {
    try (InputStream page =
        Objects.requireNonNull(Chromium.class.getResourceAsStream("player.html"))) {
      return page.readAllBytes();
    }
  }

  private static void answer(HttpExchange exchange, byte[] body, String type) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// As any web server does: a range when one is asked for.
  private static void range(HttpExchange exchange, Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    String asked = exchange.getRequestHeaders().getFirst("Range");
    List<String> ends =
        asked == null ? List.of() : Arrays.asList(asked.replace("bytes=", "").split("-", -1));
    int from = ends.isEmpty() ? 0 : Integer.parseInt(ends.getFirst());
    int to =
        ends.isEmpty() || ends.get(1).isEmpty()
            ? all.length
            : Math.min(all.length, Integer.parseInt(ends.get(1)) + 1);
    exchange.getResponseHeaders().set("Content-Type", "video/mp4");
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, all.length));
    exchange.sendResponseHeaders(asked == null ? 200 : 206, to - from);
    try (exchange) {
      exchange.getResponseBody().write(all, from, to - from);
    } catch (IOException _) {
      // The player has read enough and hung up.
    }
  }
}
