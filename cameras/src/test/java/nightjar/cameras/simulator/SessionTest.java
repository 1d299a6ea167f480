package nightjar.cameras.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nightjar.base.time.FakeClock;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.fault.CameraFault;
import nightjar.cameras.simulator.fault.DialogueFault;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.Transport;
import org.junit.jupiter.api.Test;

/// Sessions: their time-out, their slots, their transport.
class SessionTest {
  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T10:00:00Z"));

  @Test
  void sessionEndsWithoutASignOfLifeAndTheConnectionWithIt() throws IOException {
    try (Simulator simulator = with(List.of());
        RtspTestClient client = RtspTestClient.of(url(simulator))) {
      RtspResponse setup = setUp(client, url(simulator));
      assertThat(setup.headers().first("Session").orElseThrow()).endsWith(";timeout=60");
      clock.advance(Duration.ofSeconds(59));
      assertThat(client.ask("GET_PARAMETER", url(simulator)).status()).isEqualTo(200);
      clock.advance(Duration.ofSeconds(59));
      assertThat(client.ask("OPTIONS", url(simulator)).status()).isEqualTo(200);
      assertThat(simulator.counters().sessions()).isEqualTo(1);
      clock.advance(Duration.ofSeconds(61));
      assertThatThrownBy(client::packet).isInstanceOf(EOFException.class);
      assertThat(simulator.counters().sessions()).isZero();
    }
  }

  @Test
  void connectionThatNeverAsksIsClosed() throws IOException {
    try (Simulator simulator = with(List.of());
        RtspTestClient client = RtspTestClient.of(url(simulator))) {
      assertThat(client.ask("OPTIONS", "*").status()).isEqualTo(200);
      clock.advance(Duration.ofSeconds(61));
      assertThatThrownBy(client::packet).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void clientThatVanishesFreesItsSession() throws IOException {
    try (Simulator simulator = with(List.of())) {
      try (RtspTestClient client = RtspTestClient.of(url(simulator))) {
        setUp(client, url(simulator));
        assertThat(simulator.counters().sessions()).isEqualTo(1);
      }
      Streams.await(() -> simulator.counters().sessions() == 0);
    }
  }

  @Test
  void quirk24_fewSlotsLeakUntilTheTimeOut() throws IOException {
    try (Simulator simulator = with(List.of(new DialogueFault.FewSlots(1)))) {
      try (RtspTestClient client = RtspTestClient.of(url(simulator))) {
        assertThat(setUp(client, url(simulator)).status()).isEqualTo(200);
      }
      try (RtspTestClient client = RtspTestClient.of(url(simulator))) {
        assertThat(setUp(client, url(simulator)).status()).isEqualTo(453);
      }
      clock.advance(Duration.ofSeconds(61));
      Streams.await(() -> simulator.counters().sessions() == 0);
      try (RtspTestClient client = RtspTestClient.of(url(simulator))) {
        assertThat(setUp(client, url(simulator)).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void udpComesFromTheServersPortsInSequence() throws IOException {
    try (Simulator simulator =
            Simulator.start(
                SimulatorConfig.of(1, Streams.SMALL, Optional.empty()),
                new SystemClock(),
                new SplittableRandom(3));
        DatagramSocket rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        RtspTestClient client = RtspTestClient.of(url(simulator))) {
      String url = url(simulator);
      int port = rtp.getLocalPort();
      RtspResponse setup =
          client.ask(
              "SETUP",
              url + "/trackID=0",
              "Transport",
              "RTP/AVP;unicast;client_port=" + port + "-" + (port + 1));
      Transport transport = SimulatorTest.transport(setup);
      client.ask("PLAY", url, "Session", SimulatorTest.session(setup));
      int sequence = -1;
      for (int i = 0; i < 30; i++) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        rtp.receive(packet);
        ByteBuffer bytes = ByteBuffer.wrap(packet.getData());
        int given = bytes.getShort(2) & 0xffff;
        assertThat(packet.getPort()).isEqualTo(transport.serverPorts().orElseThrow().rtp());
        assertThat(bytes.getInt(8) & 0xffff_ffffL).isEqualTo(transport.ssrc().orElseThrow());
        assertThat(sequence < 0 || given == ((sequence + 1) & 0xffff)).isTrue();
        sequence = given;
      }
    }
  }

  private Simulator with(List<CameraFault> faults) {
    SimulatedCamera camera =
        new SimulatedCamera(1, Streams.SMALL, Optional.empty(), new Access.Open(), faults);
    return Simulator.start(SimulatorConfig.of(List.of(camera)), clock, new SplittableRandom(1));
  }

  private static String url(Simulator simulator) {
    return simulator.url(1, StreamName.MAIN);
  }

  private static RtspResponse setUp(RtspTestClient client, String url) throws IOException {
    return client.ask("SETUP", url + "/trackID=0", "Transport", "RTP/AVP/TCP;unicast");
  }
}
