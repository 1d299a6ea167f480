package nightjar.cameras.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.function.Consumer;
import nightjar.media.rtsp.message.Transport;
import org.jspecify.annotations.Nullable;

/// An even port for RTP and the one above for RTCP (RFC 3550, 11), from which every camera sends.
record UdpPorts(DatagramChannel rtp, DatagramChannel rtcp) implements AutoCloseable {
  private static final int TRIES = 200;
  private static final int SEND_BUFFER_BYTES = 4 << 20;

  static UdpPorts open(InetAddress bind) throws IOException {
    @Nullable IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      DatagramChannel rtp = DatagramChannel.open();
      DatagramChannel rtcp = DatagramChannel.open();
      try {
        rtp.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        rtp.bind(new InetSocketAddress(bind, 0));
        int port = port(rtp);
        if (port % 2 == 0) {
          rtcp.bind(new InetSocketAddress(bind, port + 1));
          return new UdpPorts(rtp, rtcp);
        }
      } catch (IOException e) {
        last = e;
      }
      rtp.close();
      rtcp.close();
    }
    throw new IOException("no pair of free UDP ports in " + TRIES + " tries", last);
  }

  /// Tells `heard` who sent RTCP, or a packet to open a firewall: a sign of life.
  void listen(EventLoop loop, Consumer<InetSocketAddress> heard) throws IOException {
    ByteBuffer scratch = ByteBuffer.allocateDirect(2048);
    for (DatagramChannel channel : new DatagramChannel[] {rtp, rtcp}) {
      loop.register(channel, SelectionKey.OP_READ, _ -> drain(channel, scratch, heard));
    }
  }

  private static void drain(
      DatagramChannel channel, ByteBuffer scratch, Consumer<InetSocketAddress> heard) {
    try {
      for (SocketAddress from = channel.receive(scratch.clear());
          from != null;
          from = channel.receive(scratch.clear())) {
        heard.accept((InetSocketAddress) from);
      }
    } catch (IOException e) {
      // an ICMP error of one viewer must not stop the others
      scratch.clear();
    }
  }

  Transport.Pair ports() throws IOException {
    return new Transport.Pair(port(rtp), port(rtcp));
  }

  private static int port(DatagramChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  @Override
  public void close() throws IOException {
    rtp.close();
    rtcp.close();
  }
}
