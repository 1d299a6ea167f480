package nightjar.recorder.restream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import nightjar.base.Fault;
import nightjar.media.rtsp.message.Transport;

/// The ports from which all clients get their packets: an even one for RTP, the next for RTCP (RFC 3550, 11). What comes in is not
/// read: clients say over RTSP that they are there. Safe for any thread because a datagram channel is.
final class UdpPair implements AutoCloseable {
  private static final int TRIES = 50;

  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private final Transport.Pair ports;

  private UdpPair(DatagramChannel rtp, DatagramChannel rtcp, Transport.Pair ports) {
    this.rtp = rtp;
    this.rtcp = rtcp;
    this.ports = ports;
  }

  static UdpPair open(String host) {
    for (int i = 0; i < TRIES; i++) {
      try {
        DatagramChannel first = bound(host, 0);
        int port = ((InetSocketAddress) first.getLocalAddress()).getPort();
        if (port % 2 == 0) {
          try {
            return new UdpPair(first, bound(host, port + 1), Transport.Pair.from(port));
          } catch (IOException taken) {
            first.close();
          }
        } else {
          first.close();
        }
      } catch (IOException e) {
        throw Fault.of(
            Fault.Kind.EXHAUSTED, "no UDP port for RTSP clients: " + e.getMessage(), "", e);
      }
    }
    throw Fault.of(Fault.Kind.EXHAUSTED, "no two UDP ports side by side are free", "");
  }

  private static DatagramChannel bound(String host, int port) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      return channel.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  Transport.Pair ports() {
    return ports;
  }

  /// Sends, or does not: like the network.
  void send(boolean control, ByteBuffer packet, InetSocketAddress to) {
    try {
      (control ? rtcp : rtp).send(packet, to);
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public void close() {
    try {
      rtp.close();
      rtcp.close();
    } catch (IOException e) {
      // Closed all the same.
      return;
    }
  }
}
