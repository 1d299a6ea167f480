package nightjar.recorder.restream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.recorder.feed.Feeds;

/// The RTSP server for other systems (RFC 2326): a thread per client that reads, and one that sends while its stream plays. A slow
/// client loses frames up to the next key frame, as every watcher of a feed does. Safe for any thread because its set is concurrent.
public final class Restream implements AutoCloseable {
  private static final int MOST_CLIENTS = 128;

  private final ServerSocket socket;
  private final Feeds feeds;
  private final Keys keys;
  private final Clock clock;
  private final RandomGenerator random;
  private final UdpPair udp;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();

  private Restream(
      ServerSocket socket,
      UdpPair udp,
      Feeds feeds,
      Keys keys,
      Clock clock,
      RandomGenerator random) {
    this.socket = socket;
    this.udp = udp;
    this.feeds = feeds;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  /// Listens; port 0 takes a free one. A BUSY fault when it is taken.
  public static Restream start(
      String host, int port, Feeds feeds, Keys keys, Clock clock, RandomGenerator random) {
    try {
      var socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 64);
        var made = new Restream(socket, UdpPair.open(host), feeds, keys, clock, random);
        Thread.ofVirtual().name("rtsp server").start(made::accept);
        return made;
      } catch (IOException | Fault e) {
        socket.close();
        throw e;
      }
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.BUSY,
          "RTSP cannot be served at " + host + ":" + port + ": " + e.getMessage(),
          "Free the port, or give another one as rtsp = \"ADDRESS:PORT\" under [web].",
          e);
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        serve(socket.accept());
      } catch (IOException e) {
        // Closed, which ends the loop; or a client that has gone already.
      }
    }
  }

  private void serve(Socket accepted) throws IOException {
    if (clients.size() >= MOST_CLIENTS) {
      accepted.close();
      return;
    }
    var client = new Client(accepted, this);
    clients.add(client);
    Thread.ofVirtual().name("rtsp " + accepted.getRemoteSocketAddress()).start(client::run);
  }

  Feeds feeds() {
    return feeds;
  }

  Keys keys() {
    return keys;
  }

  Clock clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }

  UdpPair udp() {
    return udp;
  }

  void gone(Client client) {
    clients.remove(client);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed all the same.
    }
    clients.forEach(Client::close);
    udp.close();
  }
}
