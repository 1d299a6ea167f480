package nightjar.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import nightjar.base.Fault;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many at once, none of whom means well.
class CrowdTest {
  private static final int MANY = 300;
  private static final int LARGE = 64 << 20;

  record Note(String text) {}

  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Semaphore ended = new Semaphore(0);
  private final Deque<Socket> open = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void start() {
    var routes = new RouteTable<String>(new Work("requests", 4));
    routes
        .post("/notes", Anyone.ANYONE, "Keeps a note")
        .reads(Note.class)
        .makes(Note.class, Call::body);
    routes
        .get("/film", Anyone.ANYONE, "Footage")
        .serves(
            List.of("video/mp4"),
            _ -> new FileAnswer("video/mp4", LARGE, "x", Optional.empty(), "no-store", this::film));
    server =
        HttpServer.start(
            Optional.of(new HttpServer.Address("127.0.0.1", 0)),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new Api<>(
                    "/api/v1",
                    new Router<>(routes.routes()),
                    Anyone.ANYONE,
                    List.of(),
                    HttpLimits.DEFAULT)),
            HttpLimits.DEFAULT,
            new SystemClock(),
            (event, subject, detail) -> log.add(event.name() + " " + subject + ": " + detail));
  }

  /// As files do: what goes wrong is the disk's fault, whoever's it is.
  private void film(long from, long to, WritableByteChannel out) {
    try {
      out.write(ByteBuffer.allocate((int) (to - from)));
    } catch (IOException e) {
      throw Fault.of(Fault.Kind.DISK, "sending: " + e, "", e);
    } finally {
      ended.release();
    }
  }

  @AfterEach
  void end() throws IOException {
    for (Socket each : open) {
      each.close();
    }
    server.close();
  }

  /// More than Jetty's usual 200 threads and this work's four places; none of the bodies ever comes.
  @Test
  void whoseBodiesDoNotComeHoldUpNobody() throws IOException {
    for (int i = 0; i < MANY; i++) {
      begin("POST /api/v1/notes", "Content-Length: 20\r\nContent-Type: application/json\r\n", "{");
    }
    String note = "{\"text\":\"a\"}";
    Socket mine =
        begin(
            "POST /api/v1/notes",
            "Connection: close\r\nContent-Type: application/json\r\nContent-Length: 12\r\n",
            note);
    mine.setSoTimeout(20_000);
    assertThat(new String(mine.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains(" 201 ")
        .contains(note);
  }

  @Test
  void whoLeavesInTheMiddleOfAFilmIsNoFaultOfTheDisk() throws IOException {
    Socket viewer = begin("GET /api/v1/film", "", "");
    assertThat(viewer.getInputStream().read()).isEqualTo('H');
    viewer.close();
    ended.acquireUninterruptibly();
    server.close();
    assertThat(log).isEmpty();
  }

  private Socket begin(String what, String headers, String body) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort().orElseThrow());
    open.add(socket);
    OutputStream out = socket.getOutputStream();
    String head = what + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body;
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
