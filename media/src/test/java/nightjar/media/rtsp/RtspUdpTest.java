package nightjar.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import nightjar.base.Fault;
import nightjar.media.rtsp.RtspOptions.TransportPolicy;
import nightjar.media.rtsp.message.Transport;
import org.junit.jupiter.api.Test;

/// The same, over UDP on loopback. Each script sends a few frames at a time and waits for them, so that no buffer overflows.
class RtspUdpTest {
  private final TestVideo video = new TestVideo();
  private final List<byte[]> packets = video.packets(25);

  @Test
  void framesArriveInOrderThoughPacketsDoNot() throws IOException {
    plays((peer, viewer, socket) -> {
      InetSocketAddress client =
          grant(peer, ";server_port=" + socket.getLocalPort() + "-" + (socket.getLocalPort() + 1));
      peer.play();
      send(socket, packets.getFirst(), client);
      for (int i = 1; i + 1 < packets.size(); i += 2) {
        send(socket, packets.get(i + 1), client);
        send(socket, packets.get(i), client);
      }
      if (packets.size() % 2 == 0) {
        send(socket, packets.getLast(), client);
      }
      viewer.await(25);
    });
  }

  @Test
  void quirk12_noServerPortAndAnySourcePort() throws IOException {
    plays((peer, viewer, socket) -> {
      InetSocketAddress client = grant(peer, "");
      peer.play();
      for (byte[] packet : packets) {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
          send(other, packet, client);
        }
      }
      viewer.await(25);
    });
  }

  @Test
  void quirk28_datagramsOfTenThousandBytes() throws IOException {
    TestVideo large = new TestVideo(10_000);
    plays((peer, viewer, socket) -> {
      InetSocketAddress client = grant(peer, "");
      peer.play();
      for (byte[] packet : large.packets(25, 30_000)) {
        send(socket, packet, client);
      }
      viewer.await(25);
    });
  }

  /// Nobody reads while PLAY is answered. Linux's usual buffer holds some 90 such datagrams, the one asked for at least twice
  /// as many, even where `net.core.rmem_max` was left as it is.
  @Test
  void quirk66_aBurstThatTheUsualReceiveBufferCannotHold() throws IOException {
    TestVideo usual = new TestVideo(1_400);
    List<byte[]> burst = usual.packets(25, 12_000);
    assertThat(burst).hasSizeBetween(110, 150);
    plays((peer, viewer, socket) -> {
      InetSocketAddress client = grant(peer, "");
      for (byte[] packet : burst) {
        send(socket, packet, client);
      }
      peer.play();
      viewer.await(25);
    });
  }

  @Test
  void quirk29_autoFallsBackToUdpWhenTcpIsRefused() throws IOException {
    try (Viewer viewer = new Viewer();
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.describe().expect("SETUP").answer(461);
              InetSocketAddress client = grant(peer, "");
              peer.play();
              for (byte[] packet : packets) {
                send(socket, packet, client);
              }
              viewer.await(25);
            })) {
      viewer.play(camera.url());
      assertThat(viewer.frames).hasSize(25);
      assertThat(viewer.counters.udp()).isTrue();
    }
  }

  @Test
  void strictTcpRefusedIsAFault() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera = new FakeCamera(peer -> peer.describe().expect("SETUP").answer(461))) {
      viewer.options = viewer.options.with(TransportPolicy.TCP);
      Fault fault =
          org.assertj.core.api.Assertions.catchThrowableOfType(
              Fault.class, () -> viewer.play(camera.url()));
      assertThat(fault.kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
    }
  }

  @Test
  void quirk23_mediaEndsWithTheConnectionAndStopSaysTeardownOnIt() throws IOException {
    try (Viewer viewer = new Viewer();
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.describe();
              InetSocketAddress client = grant(peer, "");
              peer.play();
              for (byte[] packet : packets) {
                send(socket, packet, client);
              }
              viewer.await(25);
              viewer.stop.request();
              peer.tearDown();
            })) {
      viewer.options = viewer.options.with(TransportPolicy.UDP);
      assertThat(viewer.play(camera.url())).isInstanceOf(Ended.Stopped.class);
      assertThat(viewer.tornDown).isTrue();
    }
  }

  @Test
  void firewallThatKeepsMediaOutIsAStall() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.describe();
              grant(peer, "");
              peer.play();
              // The keep-alive shows that the client is playing.
              viewer.clock.skip(Duration.ofSeconds(31));
              peer.expect("OPTIONS");
              viewer.clock.skip(Duration.ofSeconds(41));
              peer.tearDown();
            })) {
      viewer.options =
          viewer
              .options
              .with(TransportPolicy.UDP)
              .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(99), Duration.ofSeconds(40));
      Ended ended = viewer.play(camera.url());
      assertThat(ended).isEqualTo(new Ended.Stalled(Duration.ofSeconds(40), false));
    }
  }

  @FunctionalInterface
  private interface UdpScript {
    void run(FakeCamera.Peer peer, Viewer viewer, DatagramSocket socket) throws IOException;
  }

  private void plays(UdpScript script) throws IOException {
    try (Viewer viewer = new Viewer();
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.describe();
              script.run(peer, viewer, socket);
            })) {
      viewer.options = viewer.options.with(TransportPolicy.UDP);
      assertThat(viewer.play(camera.url())).isInstanceOf(Ended.PeerClosed.class);
      assertThat(viewer.frames).hasSize(25);
      assertThat(viewer.counters.tracks().getFirst().lost()).isZero();
      assertThat(viewer.pool.lentSlabs()).isZero();
    }
  }

  /// Grants the ports asked for, which it returns.
  private static InetSocketAddress grant(FakeCamera.Peer peer, String more) throws IOException {
    peer.expect("SETUP");
    String wanted = peer.last().headers().first("Transport").orElseThrow();
    Transport transport = Transport.parse(wanted);
    assertThat(transport.tcp()).isFalse();
    peer.answer(200, "Transport", wanted + more, "Session", "a");
    return new InetSocketAddress(
        peer.client().getAddress(), transport.clientPorts().orElseThrow().rtp());
  }

  private static void send(DatagramSocket socket, byte[] packet, InetSocketAddress to)
      throws IOException {
    socket.send(new DatagramPacket(packet, packet.length, to));
  }
}
