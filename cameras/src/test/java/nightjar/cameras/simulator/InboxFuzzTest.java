package nightjar.cameras.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/// Whatever a client sends, the camera goes on for the others.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxFuzzTest {
  private final Simulator simulator = Streams.faulty();

  @AfterAll
  void close() {
    simulator.close();
  }

  @FuzzTest(maxDuration = "60s")
  void anyBytesLeaveTheCameraAnswering(byte[] bytes) throws IOException {
    try (SilentCloseable _ = BugDetectors.allowNetworkConnections()) {
      converse(bytes);
    }
  }

  private void converse(byte[] bytes) throws IOException {
    try (Socket socket =
        new Socket(simulator.address().getAddress(), simulator.address().getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      readToTheEnd(socket.getInputStream());
    } catch (SocketException e) {
      // closed on us while we still wrote: one way to end a conversation like this
      assertThat(e).isNotNull();
    }
    String url = simulator.url(1, StreamName.MAIN);
    try (RtspTestClient client = RtspTestClient.of(url)) {
      assertThat(client.ask("OPTIONS", url).status()).isEqualTo(200);
    }
    Streams.await(() -> simulator.counters().sessions() == 0);
  }

  private static void readToTheEnd(InputStream in) throws IOException {
    byte[] buffer = new byte[4096];
    int got = 0;
    while (got >= 0) {
      got = in.read(buffer);
    }
  }
}
