package nightjar.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import nightjar.base.Fault;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What strangers send, byte by byte, and what they get.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpServerTest {
  record Named(String name, Optional<Integer> times) {}

  record Note(String text, List<Inner> inner) {}

  record Inner(int number) {}

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore go = new Semaphore(0);
  private HttpServer server;

  @BeforeAll
  void start() {
    var routes = new RouteTable<String>(new Work("requests", 4));
    routes
        .get("/hello/{name}", Anyone.ANYONE, "Says hello")
        .takes(Named.class)
        .gives(Note.class, call -> new Note("hello " + call.params().name(), List.of()));
    routes
        .post("/notes", Anyone.ANYONE, "Keeps a note")
        .reads(Note.class)
        .makes(Note.class, call -> call.body());
    routes
        .post("/poke", Anyone.ANYONE, "Reads no body")
        .gives(Note.class, _ -> new Note("poked", List.of()));
    routes
        .get("/bug", Anyone.ANYONE, "Fails")
        .gives(
            Note.class,
            _ -> {
              throw new IllegalStateException("secret inside");
            });
    routes
        .get("/disk", Anyone.ANYONE, "Fails")
        .gives(
            Note.class,
            _ -> {
              throw Fault.of(Fault.Kind.DISK, "the disk is full", "Make room.");
            });
    routes
        .get("/turn", Anyone.ANYONE, "One at a time")
        .as(new Work("turns", 1, Duration.ofSeconds(60)))
        .gives(Note.class, _ -> held());
    routes
        .get("/seat", Anyone.ANYONE, "One, and nobody waits")
        .as(new Work("seats", 1))
        .gives(Note.class, _ -> held());
    HttpLimits limits =
        HttpLimits.DEFAULT.withTimes(
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
    server =
        HttpServer.start(
            Optional.of(new HttpServer.Address("127.0.0.1", 0)),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new Api<>(
                    "/api/v1", new Router<>(routes.routes()), Anyone.ANYONE, List.of(), limits),
                new WebFiles("/nightjar/base/http/web")),
            limits,
            new SystemClock(),
            (_, _, _) -> {});
  }

  @AfterAll
  void end() {
    server.close();
  }

  @Test
  void typedRouteAnswersJsonWithSecurityHeaders() throws Exception {
    assertThat(get("/api/v1/hello/you"))
        .startsWith("HTTP/1.1 200")
        .contains("{\"text\":\"hello you\",\"inner\":[]}")
        .contains("X-Content-Type-Options: nosniff")
        .contains("frame-ancestors 'none'")
        .doesNotContain("Jetty")
        .doesNotContain("Strict-Transport-Security");
  }

  @Test
  void wrongParametersAreNamed() throws Exception {
    assertThat(get("/api/v1/hello/you?times=many")).contains(" 400 ").contains("\"times\"");
    assertThat(get("/api/v1/hello/you?tmies=1")).contains(" 400 ").contains("\"tmies\"");
    assertThat(get("/api/v1/hello/you?times=1&times=2")).contains(" 400 ");
    assertThat(get("/api/v1/hello/you?name=other")).contains(" 400 ");
    assertThat(get("/api/v1/hello/you?times=%ff")).contains(" 400 ");
  }

  @Test
  void wrongBodiesAreNamed() throws Exception {
    assertThat(post("{\"text\":\"a\",\"inner\":[{\"number\":1}]}")).contains(" 201 ");
    assertThat(post("{\"text\":\"a\"}")).contains(" 201 ");
    for (String noText : List.of("1", "1.5", "true", "[]", "{}")) {
      assertThat(post("{\"text\":" + noText + "}")).contains(" 422 ").contains("\"text\":\"is not");
    }
    assertThat(post("{\"inner\":[]}")).contains(" 422 ").contains("\"text\":\"is missing\"");
    assertThat(post("{\"text\":\"a\",\"inner\":[{}]}")).contains(" 422 ").contains("inner.number");
    assertThat(post("{\"text\":\"a\",\"other\":1}")).contains(" 422 ").contains("\"other\"");
    assertThat(post("{\"text\":\"a\",\"text\":\"b\"}")).contains(" 400 ");
    assertThat(post("{\"text\":\"a\"} x")).contains(" 400 ");
    assertThat(post("[".repeat(100_00))).contains(" 400 ");
    assertThat(post("null")).contains(" 400 ");
    assertThat(post("")).contains(" 4");
  }

  @Test
  void bodyThatIsNoJsonOrTooLargeIsRefused() throws Exception {
    String head = "POST /api/v1/notes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    assertThat(send(head + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"))
        .contains(" 415 ");
    assertThat(send(head + "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n"))
        .contains(" 413 ");
    String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
    assertThat(
            send(
                head
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunk
                    + chunk))
        .contains(" 413 ");
  }

  /// What the parser alone would take: another encoding, a full stop in two bytes, half of a pair.
  @Test
  void bodyThatIsNotQuiteTextIsRefusedInOurWords() throws Exception {
    String json = "{\"text\":\"a\"}";
    assertThat(post(json.getBytes(StandardCharsets.UTF_16BE))).contains(" 400 ");
    assertThat(post("{\"text\":\"\u00c0\u00ae\"}".getBytes(StandardCharsets.ISO_8859_1)))
        .contains(" 400 ")
        .contains("UTF-8");
    assertThat(post("{\"text\":\"\\ud800\"}")).contains(" 400 ").contains("half a character");
    assertThat(post("{\"text\":\"a\\u0000b\"}")).contains(" 400 ").contains("zero");
    assertThat(get("/api/v1/hello/you?times=%00")).contains(" 400 ").contains("zero");
    assertThat(post("{\"text\":\"\\ud83d\\ude00\"}")).contains(" 201 ");
    assertThat(post("{\"text\":NaN}")).contains("near line 1").doesNotContain("JsonRead");
  }

  /// Sent whole before anything is read, as browsers do: the refusal must not drown in a reset connection.
  @Test
  void senderOfLargeBodySeesItsRefusalAndMayGoOn() throws Exception {
    String head =
        "POST /api/v1/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    String large = "Content-Length: " + (16 << 20) + "\r\n\r\n" + " ".repeat(16 << 20);
    String next = "GET /api/v1/hello/you HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assertThat(send(head + large + next)).contains(" 413 ").contains("hello you");
  }

  /// The head, and the body a moment later, as the JDK's client sends them, to a route that reads none.
  @Test
  void bodyNobodyReadsDoesNotEndTheConnection() throws Exception {
    try (Socket socket = connect()) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /api/v1/poke HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      Thread.sleep(200);
      out.write(
          "{}GET /api/v1/hello/you HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("poked")
          .contains("hello you");
    }
  }

  @Test
  void whoWaitsToBeAskedForALargeBodyIsNotAsked() throws Exception {
    String head =
        "POST /api/v1/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    assertThat(send(head + "Expect: 100-continue\r\nContent-Length: 40000\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void pathTricksFindNothing() throws Exception {
    for (String path :
        List.of(
            "/../etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/assets/..;/x",
            "/web//x.js",
            "/.git/config.js",
            "/api/v1/hello/%2e%2e%2fbug",
            "/a%00.js",
            "/nightjar/base/http/Api.class")) {
      assertThat(get(path)).as(path).doesNotContain(" 200 ").doesNotContain(" 500 ");
    }
  }

  @Test
  void otherSitesAreRefused() throws Exception {
    String json = "Content-Type: application/json\r\nContent-Length: 12\r\n";
    String head = "POST /api/v1/notes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + json;
    String body = "\r\n{\"text\":\"a\"}";
    assertThat(send(head + body)).contains(" 201 ");
    assertThat(send(head + "Origin: http://localhost\r\n" + body)).contains(" 201 ");
    assertThat(send(head + "Origin: https://localhost\r\n" + body)).contains("cross-site");
    assertThat(send(head + "Origin: null\r\n" + body)).contains("cross-site");
    assertThat(send(head + "Origin: http://localhost\r\nOrigin: http://b\r\n" + body))
        .contains("cross-site");
    assertThat(send(head + "Sec-Fetch-Site: cross-site\r\n" + body)).contains("cross-site");
    assertThat(send(head + "Sec-Fetch-Site: same-site\r\n" + body)).contains("cross-site");
    assertThat(send(head + "Cookie: nightjar=x\r\n" + body)).contains("cross-site");
  }

  @Test
  void plainHttpAnswersToThisMachinesOwnNamesAlone() throws Exception {
    String get = "GET /api/v1/hello/you HTTP/1.1\r\nConnection: close\r\nHost: ";
    for (String name :
        List.of("localhost", "LOCALHOST:80", "127.0.0.1:8480", "[::1]:1", "a.localhost")) {
      assertThat(send(get + name + "\r\n\r\n")).as(name).contains("hello you");
    }
    for (String name :
        List.of("rebound.example", "127.0.0.1.example:80", "localhost.example", "10.0.0.1")) {
      assertThat(send(get + name + "\r\n\r\n")).as(name).contains(" 421 ").contains("misdirected");
    }
  }

  @Test
  void faultsTellWhatHelpsAndNothingFromInside() throws Exception {
    assertThat(get("/api/v1/bug")).contains(" 500 ").doesNotContain("secret");
    assertThat(get("/api/v1/disk")).contains(" 507 ").contains("Make room.");
    assertThat(get("/api/v1/none")).contains(" 404 ");
    assertThat(
            send("DELETE /api/v1/notes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .contains(" 405 ")
        .contains("Allow: POST");
    assertThat(get("/api/problems/busy")).contains("\"status\":503");
  }

  @Test
  void workWithPatienceWaitsItsTurnAndTheOtherIsToldToComeBack() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> seated = threads.submit(() -> get("/api/v1/seat"));
      begun.acquire();
      assertThat(get("/api/v1/seat")).contains(" 503 ").contains("Retry-After: 1");
      go.release();
      assertThat(seated.get()).contains(" 200 ");
      List<Future<String>> turns =
          threads.invokeAll(
              List.of(
                  () -> get("/api/v1/turn"),
                  () -> get("/api/v1/turn"),
                  () -> {
                    go.release(2);
                    return " 200 ";
                  }));
      for (Future<String> turn : turns) {
        assertThat(turn.get()).contains(" 200 ");
      }
    }
  }

  private Note held() {
    begun.release();
    go.acquireUninterruptibly();
    return new Note("held", List.of());
  }

  @Test
  void documentNamesEveryRouteAndItsTypes() throws Exception {
    assertThat(get("/api/openapi.json"))
        .contains("\"openapi\":\"3.1.0\"")
        .contains("\"/api/v1/hello/{name}\"")
        .contains("\"in\":\"path\"")
        .contains("HttpServerTestInner")
        .contains("application/problem+json");
  }

  @Test
  void headsWithTwoMeaningsAreRefused() throws Exception {
    assertThat(
            send(
                String.join(
                    "\r\n",
                    "POST /api/v1/notes HTTP/1.1",
                    "Host: a",
                    "Content-Length: 5",
                    "Transfer-Encoding: chunked",
                    "Connection: close",
                    "",
                    "0",
                    "",
                    "")))
        .contains(" 400 ");
    assertThat(send("GET /api/v1/hello/x HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n\r\n"))
        .contains(" 400 ");
    assertThat(send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(40_000) + "\r\n\r\n"))
        .contains(" 431 ");
  }

  /// A head that comes drop by drop: the server hangs up, however often a byte resets the idle time-out.
  @Test
  void slowHeadIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      socket.setSoTimeout(200);
      byte[] head =
          "GET /api/v1/hello/you HTTP/1.1\r\nHost: localhost\r\nX: "
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(head);
      boolean closed = false;
      for (int i = 0; i < 100 && !closed; i++) {
        closed = drop(socket);
      }
      assertThat(closed).isTrue();
    }
  }

  private static boolean drop(Socket socket) {
    try {
      socket.getOutputStream().write('y');
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private String get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private String post(String body) throws IOException {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  private String post(byte[] bytes) throws IOException {
    String head =
        "POST /api/v1/notes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + bytes.length
            + "\r\n\r\n";
    try (Socket socket = connect()) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.httpPort().orElseThrow());
  }

  /// Sends it as it is and reads until the server hangs up.
  private String send(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
