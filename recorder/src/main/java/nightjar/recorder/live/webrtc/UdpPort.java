package nightjar.recorder.live.webrtc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// The one UDP port of all viewers. A check names its viewer by `ufrag`, and binds the address it came from; everything else goes
/// by that address (RFC 7983 tells STUN, DTLS and RTCP apart by the first byte). Safe for any thread because its maps are
/// concurrent, and a datagram channel is.
final class UdpPort implements AutoCloseable {
  private static final int BUFFER_BYTES = 4 << 20;

  private final DatagramChannel channel;
  private final InetSocketAddress local;
  private final Identity identity;
  private final SecureRandom random;
  private final Map<String, Peer> byName = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, Peer> byAddress = new ConcurrentHashMap<>();

  private UdpPort(
      DatagramChannel channel, InetSocketAddress local, Identity identity, SecureRandom random) {
    this.channel = channel;
    this.local = local;
    this.identity = identity;
    this.random = random;
  }

  /// Port 0 takes a free one; a fault when it is taken.
  static UdpPort open(String host, int port, Identity identity, SecureRandom random) {
    try {
      DatagramChannel channel = DatagramChannel.open();
      try {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES / 8);
        channel.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        var local = (InetSocketAddress) channel.getLocalAddress();
        UdpPort made = new UdpPort(channel, local, identity, random);
        Thread.ofPlatform().daemon().name("webrtc").start(made::read);
        return made;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.BUSY,
          "UDP " + host + ":" + port + " cannot be used for live pictures: " + e.getMessage(),
          "Browsers take them over WebSocket instead. Free the port, or choose another one for HTTPS.",
          e);
    }
  }

  InetSocketAddress local() {
    return local;
  }

  String fingerprint() {
    return identity.fingerprint();
  }

  DtlsServer dtls(Bytes fingerprint) {
    return DtlsServer.of(identity, fingerprint, random);
  }

  void add(Peer peer) {
    byName.put(peer.ufrag(), peer);
  }

  @Nullable Peer find(String ufrag) {
    return byName.get(ufrag);
  }

  int size() {
    return byName.size();
  }

  /// Drops those who offered and never came.
  void sweep() {
    for (Peer each : List.copyOf(byName.values())) {
      if (each.isStale()) {
        each.stop();
        forget(each);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // one of ours
  void forget(Peer peer) {
    byName.remove(peer.ufrag());
    byAddress.values().removeIf(each -> each == peer);
  }

  /// Sends, or does not: like the network.
  void send(ByteBuffer datagram, InetSocketAddress to) {
    try {
      channel.send(datagram, to);
    } catch (IOException e) {
      // A viewer that is gone; consent runs out.
      return;
    }
  }

  private void read() {
    ByteBuffer datagram = ByteBuffer.allocate(2_048);
    while (channel.isOpen()) {
      datagram.clear();
      InetSocketAddress from = receive(datagram);
      if (from != null) {
        heard(datagram.flip(), from);
      }
    }
  }

  /// Null when closed, which ends the loop, or after an ICMP error about a viewer that is gone.
  private @Nullable InetSocketAddress receive(ByteBuffer datagram) {
    try {
      return channel.receive(datagram) instanceof InetSocketAddress from ? from : null;
    } catch (IOException e) {
      return null;
    }
  }

  private void heard(ByteBuffer datagram, InetSocketAddress from) {
    if (!datagram.hasRemaining()) {
      return;
    }
    int first = datagram.get(0) & 0xff;
    if (first < 4) {
      Stun.request(datagram).ifPresent(request -> check(request, from));
      return;
    }
    Peer peer = byAddress.get(from);
    if (peer == null) {
      return;
    }
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    if (first >= 20 && first <= 63) {
      peer.handshake(bytes);
    } else if (first >= 128 && first <= 191) {
      peer.control(bytes, bytes.length);
    }
  }

  private void check(Stun.Request request, InetSocketAddress from) {
    Peer peer = byName.get(request.ours());
    if (peer != null && peer.check(request, from)) {
      byAddress.put(from, peer);
    }
  }

  @Override
  public void close() {
    new ArrayList<>(byName.values()).forEach(Peer::stop);
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed all the same.
      return;
    }
  }
}
