package nightjar.portal.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import nightjar.base.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a real HTTP server in this process.
class TextGatewayTest {
  private static final String WORDS =
      "Pas vous ?\nArrêtez \"tout\" : {to} & 100 % https://x/v#token=a+b";
  private static final Letter TEXT = Letter.toTelephone("+15145550100", WORDS);

  private record Got(String type, String authorization, String body) {}

  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private volatile int status = 200;
  private volatile boolean endless;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void jsonIsWhatTheOperatorWroteWithNumberAndTextInPlace() {
    gateway("{\"messages\":[{\"to\":\"{to}\",\"text\":\"{text}\"}]}").send(TEXT);
    Got one = got.getFirst();
    assertThat(one.type).isEqualTo("application/json");
    assertThat(one.authorization).isEqualTo("Bearer secret");
    assertThat(one.body)
        .isEqualTo(
            "{\"messages\":[{\"to\":\"+15145550100\",\"text\":\"Pas vous ?\\nArrêtez \\\"tout\\\""
                + " : {to} & 100 % https://x/v#token=a+b\"}]}");
  }

  @Test
  void formIsEncoded() {
    gateway("From=Nightjar&To={to}&Body={text}").send(TEXT);
    assertThat(got.getFirst().type).isEqualTo("application/x-www-form-urlencoded");
    assertThat(got.getFirst().body)
        .startsWith("From=Nightjar&To=%2B15145550100&Body=Pas+vous+%3F%0AArr%C3%AAtez+%22tout%22")
        .endsWith("%7Bto%7D+%26+100+%25+https%3A%2F%2Fx%2Fv%23token%3Da%2Bb");
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID",
    "422,INVALID",
    "301,UNREACHABLE",
    "401,UNREACHABLE",
    "404,UNREACHABLE",
    "429,UNREACHABLE",
    "503,UNREACHABLE"
  })
  void onlyAMessageThatNeverWillIsGivenUp(int answer, Fault.Kind kind) {
    status = answer;
    assertThatThrownBy(() -> gateway("{to}{text}x").send(TEXT))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(kind);
              assertThat(fault.getMessage() + fault.advice())
                  .contains(Integer.toString(answer))
                  .doesNotContain("5145550100", "token=", "secret");
            });
    assertThat(got).hasSize(1);
  }

  @Test
  void answerWithoutEndIsNotWaitedFor() {
    endless = true;
    gateway("to={to}&text={text}").send(TEXT);
    assertThat(got).hasSize(1);
  }

  @Test
  void gatewayThatIsAwayMayBeAskedAgain() {
    TextGateway gateway = gateway("to={to}&text={text}");
    server.stop(0);
    assertThatThrownBy(() -> gateway.send(TEXT))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://sms.example/send", "ftp://127.0.0.1/", "file:///etc/passwd", "x"})
  void onlyEncryptedGatewaysElsewhere(String url) {
    assertThatThrownBy(
            () -> new TextGateway.Server(URI.create(url), "{to}{text}", Optional.empty()))
        .isInstanceOf(Fault.class);
  }

  @Test
  void bodyWithoutAPlaceIsRefused() {
    assertThatThrownBy(() -> gateway("to={to}")).isInstanceOf(Fault.class);
  }

  private TextGateway gateway(String body) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/send");
    var header = new TextGateway.Header("Authorization", "Bearer secret");
    return new TextGateway(new TextGateway.Server(url, body, Optional.of(header)));
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      got.add(
          new Got(
              exchange.getRequestHeaders().getFirst("Content-Type"),
              exchange.getRequestHeaders().getFirst("Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(status, endless ? 0 : -1);
      if (endless) {
        exchange.getResponseBody().write(1);
        exchange.getResponseBody().flush();
        over.await();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
