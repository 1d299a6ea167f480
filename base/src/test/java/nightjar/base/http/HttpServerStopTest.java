package nightjar.base.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.Test;

/// A server that is stopped while clients are connected: programs must end, whoever still listens.
class HttpServerStopTest {
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Test
  void clientsThatStayConnectedHoldNoServerUp() throws Exception {
    HttpServer server = start();
    int port = server.httpPort().orElseThrow();
    try (Socket idle = ask(port, "/nothing");
        Socket waiting = ask(port, "/hangs")) {
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      arrived.await();

      server.close();

      assertThatThrownBy(() -> ask(port, "/nothing")).isInstanceOf(ConnectException.class);
      idle.getInputStream().readAllBytes();
      waiting.getInputStream().readAllBytes();
    } finally {
      released.countDown();
    }
  }

  private HttpServer start() {
    Site site =
        exchange -> {
          if (!exchange.path().equals("/hangs")) {
            return false;
          }
          arrived.countDown();
          await(released);
          return false;
        };
    return HttpServer.start(
        Optional.of(new HttpServer.Address("127.0.0.1", 0)),
        Optional.empty(),
        Optional.empty(),
        List.of(site),
        HttpLimits.DEFAULT,
        new SystemClock(),
        (_, _, _) -> {});
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      // The stopped server interrupts what it ends.
    }
  }

  private static Socket ask(int port, String path) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
    return socket;
  }
}
