package nightjar.cameras.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many cameras in one process, each watched by a client that drains.
@Tag("slow")
class ScaleTest {
  private static final int CAMERAS = 100;

  @Test
  void hundredCamerasLoseNothing() throws IOException {
    try (Simulator simulator =
            Simulator.start(
                SimulatorConfig.of(CAMERAS, Streams.SMALL, Optional.empty())
                    .withSpread(Duration.ofSeconds(1)),
                new SystemClock(),
                new SplittableRandom(1));
        Selector selector = Selector.open()) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
      for (int camera = 1; camera <= CAMERAS; camera++) {
        watch(simulator, camera, buffer).register(selector, SelectionKey.OP_READ);
      }
      for (int camera = 1; camera <= CAMERAS; camera++) {
        while (simulator.counters(camera).framesSent() < 40) {
          selector.select(key -> drain(key, buffer), 100);
        }
      }
      assertThat(simulator.counters().viewers()).isEqualTo(CAMERAS);
      assertThat(simulator.counters().framesNotSent()).isZero();
    }
  }

  private static SocketChannel watch(Simulator simulator, int camera, ByteBuffer buffer)
      throws IOException {
    String url = simulator.url(camera, StreamName.MAIN);
    InetSocketAddress address = simulator.address();
    SocketChannel channel = SocketChannel.open(address);
    ask(channel, "SETUP " + url + "/trackID=0 RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/AVP/TCP");
    channel.read(buffer.clear());
    String answer = StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
    String session = answer.replaceAll("(?s).*Session: ([^;]*);.*", "$1");
    ask(channel, "PLAY " + url + " RTSP/1.0\r\nCSeq: 2\r\nSession: " + session);
    channel.configureBlocking(false);
    return channel;
  }

  private static void ask(SocketChannel channel, String head) throws IOException {
    channel.write(ByteBuffer.wrap((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
  }

  private static void drain(SelectionKey key, ByteBuffer buffer) {
    try {
      ((SocketChannel) key.channel()).read(buffer.clear());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
