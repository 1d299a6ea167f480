package nightjar.cameras.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.base.time.Clock;

/// All cameras of a simulator, and who is connected to them. Owned by the simulator's thread.
final class Site {
  private static final long SWEEP_NANOS = Duration.ofMillis(250).toNanos();

  private final Workplace workplace;
  private final Duration sessionTimeout;
  private final int backlogBytes;
  private final Map<String, Camera> cameras = new LinkedHashMap<>();
  private final Map<Dialogue, Connection> connections = new LinkedHashMap<>();
  private final Map<InetSocketAddress, Session> udpClients = new HashMap<>();

  Site(Workplace workplace, Duration sessionTimeout, int backlogBytes) {
    this.workplace = workplace;
    this.sessionTimeout = sessionTimeout;
    this.backlogBytes = backlogBytes;
  }

  Clock clock() {
    return workplace.clock();
  }

  EventLoop loop() {
    return workplace.loop();
  }

  UdpPorts udp() {
    return workplace.udp();
  }

  Duration sessionTimeout() {
    return sessionTimeout;
  }

  void add(Camera camera) {
    cameras.put(camera.settings().name(), camera);
  }

  Optional<Camera> camera(String name) {
    return Optional.ofNullable(cameras.get(name));
  }

  Collection<Camera> cameras() {
    return cameras.values();
  }

  /// Takes clients in at `listener`.
  void listen(ServerSocketChannel listener) throws IOException {
    loop().register(listener, SelectionKey.OP_ACCEPT, _ -> accept(listener));
  }

  private void accept(ServerSocketChannel listener) {
    try {
      for (SocketChannel socket = listener.accept(); socket != null; socket = listener.accept()) {
        Dialogue dialogue = new Dialogue(this);
        Connection connection = new Connection(socket, backlogBytes, dialogue);
        connection.open(loop());
        connections.put(dialogue, connection);
      }
    } catch (IOException e) {
      // out of descriptors, or the client has gone already: the next one may fare better
      return;
    }
  }

  void gone(Dialogue dialogue) {
    connections.remove(dialogue);
  }

  /// Packets from `client` will be signs of life for `session`.
  void expect(InetSocketAddress client, Session session) {
    udpClients.put(client, session);
  }

  void heard(InetSocketAddress client) {
    Session session = udpClients.get(client);
    if (session != null) {
      session.heard(clock().nanos());
    }
  }

  /// Ends what nobody uses, again and again.
  void sweep() {
    cameras.values().forEach(camera -> camera.sweep(sessionTimeout.toNanos()));
    udpClients.values().removeIf(Session::ended);
    for (Map.Entry<Dialogue, Connection> entry : List.copyOf(connections.entrySet())) {
      if (entry.getKey().idle(sessionTimeout.toNanos())) {
        entry.getValue().close();
      }
    }
    loop().at(clock().nanos() + SWEEP_NANOS, this::sweep);
  }

  void close() {
    List.copyOf(connections.values()).forEach(Connection::close);
    cameras.values().forEach(Camera::close);
  }
}
