package nightjar.media.rtsp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.media.rtp.ReceiverReport;
import nightjar.media.rtp.RtpReceiver;
import nightjar.media.rtsp.message.Transport;
import org.jspecify.annotations.Nullable;

/// One track's two UDP ports. Owned by the session's thread.
final class UdpTrack implements AutoCloseable {
  /// Even ports above those of well-known services and below Linux's usual ephemeral end.
  private static final int FIRST_PORT = 20_000;

  private static final int PAIRS = 20_000;
  private static final int TRIES = 64;

  /// At most this many packets of one track before the others get their turn.
  private static final int TURN = 512;

  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private final int port;
  private InetAddress server;
  private @Nullable InetSocketAddress reportsTo;
  private long foreign;

  private UdpTrack(DatagramChannel rtp, DatagramChannel rtcp, int port, InetAddress server) {
    this.rtp = rtp;
    this.rtcp = rtcp;
    this.port = port;
    this.server = server;
  }

  /// Binds an even port and the next, on the address the RTSP connection uses.
  static UdpTrack bind(
      InetAddress local, InetAddress server, int bufferBytes, RandomGenerator random)
      throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = FIRST_PORT + 2 * random.nextInt(PAIRS);
      DatagramChannel rtp = open(local, port, bufferBytes);
      DatagramChannel rtcp = rtp == null ? null : open(local, port + 1, 64 * 1024);
      if (rtp != null && rtcp != null) {
        return new UdpTrack(rtp, rtcp, port, server);
      }
      if (rtp != null) {
        rtp.close();
      }
    }
    throw new SocketException("no free pair of UDP ports");
  }

  private static @Nullable DatagramChannel open(InetAddress local, int port, int bufferBytes)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(new InetSocketAddress(local, port));
      // A key frame arrives as one burst: Linux's usual 208 KiB loses part of it (mediamtx docs
      // 28).
      channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
      channel.configureBlocking(false);
      return channel;
    } catch (SocketException _) {
      channel.close();
      return null;
    }
  }

  Transport.Pair ports() {
    return Transport.Pair.from(port);
  }

  /// What the camera granted; it may say nothing of its ports (OpenIPC), and then none is punched.
  void granted(Transport transport) throws IOException {
    Optional<String> source = transport.source();
    if (source.isPresent()) {
      try {
        server = InetAddress.ofLiteral(source.get());
      } catch (IllegalArgumentException _) {
        // A name, or nonsense: media comes from where the connection goes to.
      }
    }
    if (transport.serverPorts().isEmpty()) {
      return;
    }
    Transport.Pair ports = transport.serverPorts().get();
    if (ports.rtp() == 0 || ports.rtcp() == 0) {
      return;
    }
    reportsTo = new InetSocketAddress(server, ports.rtcp());
    // Opens the way through a firewall: an RTP packet without payload, and a report.
    ByteBuffer empty = ByteBuffer.allocate(12).put(0, (byte) 0x80);
    rtp.send(empty, new InetSocketAddress(server, ports.rtp()));
    ByteBuffer report = ByteBuffer.allocate(64);
    ReceiverReport.writeEmpty(report, 0, Bytes.empty());
    rtcp.send(report.flip(), reportsTo);
  }

  void register(Selector selector) throws IOException {
    rtp.register(selector, SelectionKey.OP_READ);
    rtcp.register(selector, SelectionKey.OP_READ);
  }

  /// Hands on what has come. Any port of the camera will do (go2rtc, mediamtx `rtspAnyPort`), another address will not.
  void drain(ByteBuffer buffer, RtpReceiver receiver) throws IOException {
    drain(rtp, buffer, receiver);
    InetSocketAddress reporter = drain(rtcp, buffer, receiver);
    if (reporter != null) {
      reportsTo = reporter;
    }
  }

  private @Nullable InetSocketAddress drain(
      DatagramChannel channel, ByteBuffer buffer, RtpReceiver receiver) throws IOException {
    InetSocketAddress last = null;
    for (int i = 0; i < TURN; i++) {
      buffer.clear();
      InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
      if (from == null) {
        return last;
      }
      if (from.getAddress().equals(server)) {
        last = from;
        receiver.receive(buffer, 0, buffer.position());
      } else {
        foreign++;
      }
    }
    return last;
  }

  /// Packets from elsewhere, dropped.
  long foreign() {
    return foreign;
  }

  void report(ByteBuffer packet) throws IOException {
    if (reportsTo != null) {
      rtcp.send(packet, reportsTo);
    }
  }

  @Override
  public void close() {
    try {
      rtp.close();
      rtcp.close();
    } catch (IOException _) {
      // Nothing is lost by a socket that fails to close.
    }
  }
}
