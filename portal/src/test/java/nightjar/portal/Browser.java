package nightjar.portal;

import java.io.IOException;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One person's browser at one site: its cookie, and JSON. Owned by the test's thread.
final class Browser implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final String origin;
  private final CookieManager jar = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(jar).build();

  Browser(String origin) {
    this.origin = origin;
  }

  record Answer(int status, JsonNode json, String body) {
    String text(String name) {
      return json.path(name).asString("");
    }

    String problem() {
      return text("type").replaceFirst(".*/", "");
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  Answer put(String path, Map<String, ?> body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  Answer put(String path, byte[] body) {
    return send(
        request(path).header("Content-Type", "image/jpeg").PUT(BodyPublishers.ofByteArray(body)));
  }

  /// What it sends as its cookies.
  String cookies() {
    return jar.getCookieStore().getCookies().stream()
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  Answer get(String path, String cookies) {
    return send(request(path).header("Cookie", cookies).GET());
  }

  /// An upload of which only the head has been sent.
  record Begun(Socket socket) implements AutoCloseable {
    /// What it is told: 100 to go on, or a refusal.
    int status() throws IOException {
      byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
      return Integer.parseInt(new String(line, line.length - 3, 3, StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  Begun begin(String path, int length) throws IOException {
    URI uri = URI.create(origin);
    var socket = new Socket(uri.getHost(), uri.getPort());
    String head =
        "PUT /api/v1%s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nCookie: %s\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, uri.getAuthority(), origin, cookies(), length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return new Begun(socket);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(origin + "/api/v1" + path)).header("Origin", origin);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      boolean json =
          response.headers().firstValue("Content-Type").orElse("").contains("json")
              && response.body().length > 0;
      return new Answer(
          response.statusCode(),
          json ? JSON.readTree(response.body()) : JSON.createObjectNode(),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
