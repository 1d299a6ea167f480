package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import nightjar.base.http.HttpEvent;
import nightjar.base.http.HttpLimits;
import nightjar.base.http.HttpServer;
import nightjar.base.log.Event;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.base.time.FakeClock;
import org.junit.jupiter.api.Test;

class KeptServerTest {
  private final Clock clock = new FakeClock(Instant.parse("2026-03-01T00:00:00Z"));
  private final Stop stop = new Stop();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch serves = new CountDownLatch(1);
  private final EventLog log =
      (event, _, _) -> {
        events.add(event);
        if (event == HttpEvent.WEB_AVAILABLE) {
          serves.countDown();
        }
      };

  @Test
  void aTakenPortIsToldAndServedWhenItIsFree() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket other = new ServerSocket(0, 1, loopback);
    int port = other.getLocalPort();
    try (KeptServer server = KeptServer.of(() -> start(port), clock, log, stop)) {
      assertThat(server.port(HttpServer::httpPort)).isEmpty();
      assertThat(events).startsWith(HttpEvent.WEB_UNAVAILABLE);
      other.close();
      serves.await();
      assertThat(server.port(HttpServer::httpPort)).contains(port);
    } finally {
      stop.request();
      other.close();
    }
  }

  private HttpServer start(int port) {
    return HttpServer.start(
        Optional.of(new HttpServer.Address("127.0.0.1", port)),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        HttpLimits.DEFAULT,
        clock,
        (_, _, _) -> {});
  }
}
