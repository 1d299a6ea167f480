package nightjar.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import nightjar.portal.mail.TextGateway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A telephone company's HTTP gateway on loopback that takes every text message, by those who know its token, and keeps it. Safe for
/// any thread because its list is.
final class TextServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TOKEN = "Bearer the-gateways-token";

  record Text(String to, String text) {}

  final List<Text> texts = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  TextServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/messages", this::take);
    server.start();
  }

  TextGateway.Server server() {
    return new TextGateway.Server(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/messages"),
        "{\"to\":\"{to}\",\"body\":\"{text}\"}",
        Optional.of(new TextGateway.Header("Authorization", TOKEN)));
  }

  /// To a number, oldest first.
  List<String> to(String number) {
    return texts.stream().filter(t -> t.to.equals(number)).map(Text::text).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      JsonNode json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      texts.add(new Text(json.path("to").asString(""), json.path("body").asString("")));
      exchange.sendResponseHeaders(201, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
