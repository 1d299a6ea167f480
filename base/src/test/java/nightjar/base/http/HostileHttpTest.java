package nightjar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an attacker sends to a server of ours, and what it gives away.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHttpTest {
  record Said(String text) {}

  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unopened = new AtomicInteger();
  private final Semaphore begun = new Semaphore(0);
  private HttpServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    var routes = new RouteTable<String>(new Work("requests", 4));
    routes.get("/door", Anyone.ANYONE, "Not for guests").gives(Said.class, _ -> new Said("open"));
    routes
        .get("/talk", Anyone.ANYONE, "A WebSocket")
        .serves(List.of(), _ -> new SocketAnswer(new Silent(unopened, begun)));
    var gate =
        new Gate<String>() {
          @Override
          public String caller(Exchange exchange) {
            String who = exchange.header("X-Who").orElse("");
            if (!who.isEmpty()) {
              exchange.actor(who);
            }
            return who;
          }

          @Override
          public void admit(String caller, Right right, Map<String, String> variables) {
            if (!caller.equals("owner")) {
              throw Refusal.notFound("This door");
            }
          }
        };
    var here = new HttpServer.Address("127.0.0.1", 0);
    var clock = new SystemClock();
    server =
        HttpServer.start(
            Optional.of(here),
            Optional.of(here),
            Optional.of(ServerKeys.own(folder.resolve("key.pem"), clock, new SecureRandom())),
            List.of(
                new Api<>(
                    "/api/v1", new Router<>(routes.routes()), gate, List.of(), HttpLimits.DEFAULT)),
            HttpLimits.DEFAULT,
            clock,
            (event, subject, detail) -> log.add(event.name() + " " + subject + ": " + detail));
  }

  @AfterAll
  void end() {
    server.close();
  }

  /// Jetty answers these before we are asked.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX Y: z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: y\r\n folded\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /..;/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "hello\r\n\r\n",
        "POST /api/v1/door HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        "POST /api/v1/door HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST /api/v1/door HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /api/v1/door HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\nHost: localhost\n\n",
      })
  void whatIsNoRequestIsAnsweredLikeEverythingElse(String request) throws Exception {
    String answer = send(request);
    assertThat(answer)
        .containsPattern("^HTTP/1\\.1 (4|505)")
        .contains("application/problem+json")
        .contains("Cache-Control: no-store")
        .contains("X-Content-Type-Options: nosniff")
        .contains("frame-ancestors 'none'")
        .contains("Referrer-Policy: no-referrer");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("jetty", "<html", "<h1");
    assertThat(log).noneMatch(line -> line.startsWith("REQUEST_FAILED"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-WebSocket-Version: 13\r\n",
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: abc\r\n",
        "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n",
      })
  void whatIsNoWebSocketHandshakeIsRefusedAndNoBugIsWritten(String headers) throws Exception {
    String head =
        "GET /api/v1/talk HTTP/1.1\r\nHost: localhost\r\nX-Who: owner\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n";
    int before = unopened.get();
    assertThat(send(head + headers + "\r\n")).contains(" 400 ").contains("bad-request");
    assertThat(unopened.get()).isEqualTo(before + 1);
    assertThat(log).noneMatch(line -> line.startsWith("REQUEST_FAILED"));
    assertThat(
            send(
                head.replace(", close", "")
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"))
        .contains(" 101 ");
    begun.acquire();
  }

  @Test
  void refusedActIsWrittenWithWhoAskedForIt() throws Exception {
    send(
        "GET /api/v1/door HTTP/1.1\r\nHost: localhost\r\nX-Who: guest\r\nConnection: close\r\n\r\n");
    assertThat(log).anyMatch(line -> line.startsWith("ACT_REFUSED guest: GET /api/v1/door: "));
    assertThat(
            send(
                "GET /api/v1/door HTTP/1.1\r\nHost: localhost\r\nX-Who: owner\r\nConnection: close\r\n\r\n"))
        .contains(" 200 ");
    assertThat(log).noneMatch(line -> line.startsWith("ACT_REFUSED owner"));
  }

  /// Half of eight for one address; the others stay for everybody else.
  @Test
  void oneAddressCannotTakeEveryConnection() throws Exception {
    var limits = HttpLimits.DEFAULT;
    var few =
        new HttpLimits(
            limits.headBytes(),
            limits.addressBytes(),
            limits.bodyBytes(),
            limits.strangerBodyBytes(),
            limits.forgottenBytes(),
            8,
            limits.head(),
            limits.body(),
            limits.idle(),
            limits.socketIdle());
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    List<Socket> crowd = new ArrayList<>();
    try (var small =
        HttpServer.start(
            Optional.of(new HttpServer.Address("127.0.0.1", 0)),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            few,
            new SystemClock(),
            (_, _, _) -> {})) {
      int port = small.httpPort().orElseThrow();
      int answered = 0;
      for (int i = 0; i < 7; i++) {
        var socket = new Socket(here, port);
        crowd.add(socket);
        answered += isAnswered(socket) ? 1 : 0;
      }
      assertThat(answered).isEqualTo(4);
      try (var other = new Socket(here, port, InetAddress.ofLiteral("127.0.0.2"), 0)) {
        assertThat(isAnswered(other)).isTrue();
      }
      for (Socket each : crowd) {
        each.close();
      }
      for (int next = 0; next < 9; next++) {
        assertThat(comesIn(here, port)).as("who comes after the crowd, %d", next).isTrue();
      }
    } finally {
      for (Socket each : crowd) {
        each.close();
      }
    }
  }

  /// Within a minute: the server notices a moment later that somebody went.
  private static boolean comesIn(InetAddress here, int port) throws Exception {
    for (int tries = 0; tries < 600; tries++) {
      try (var socket = new Socket(here, port)) {
        if (isAnswered(socket)) {
          return true;
        }
      }
      Thread.sleep(100);
    }
    return false;
  }

  private static boolean isAnswered(Socket socket) throws IOException {
    socket.setSoTimeout(60_000);
    try {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == 'H';
    } catch (SocketException e) {
      return false; // hung up on
    }
  }

  @Test
  void onlyStrongTlsIsSpoken() throws Exception {
    for (String good :
        List.of("TLS_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
      assertThat(suite(good)).isEqualTo(good);
    }
    for (String weak :
        List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256")) {
      assertThatThrownBy(() -> suite(weak)).as(weak).isInstanceOf(SSLException.class);
    }
  }

  /// The one that was agreed on, where nothing but `offered` is offered.
  private String suite(String offered) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    try (var socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.httpsPort().orElseThrow())) {
      socket.setEnabledCipherSuites(new String[] {offered});
      socket.startHandshake();
      return socket.getSession().getCipherSuite();
    }
  }

  /// Sends it as it is and reads until the server hangs up.
  private String send(String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.httpPort().orElseThrow())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Ends at once; counts how often it was told to end without having been opened.
  private static final class Silent implements SocketEnd {
    private final AtomicInteger unopened;
    private final Semaphore begun;
    private volatile boolean opened;

    Silent(AtomicInteger unopened, Semaphore begun) {
      this.unopened = unopened;
      this.begun = begun;
    }

    @Override
    public void run(nightjar.base.http.Socket socket) {
      opened = true;
      begun.release();
    }

    @Override
    public void text(String message) {}

    @Override
    public void closed() {
      if (!opened) {
        unopened.incrementAndGet();
      }
    }
  }

  /// The certificate is made for this test.
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
