package nightjar.base.http;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SocketChannelEndPoint;

/// Keeps one address from taking every connection there is: who is over its share is hung up on at once, and everybody else still gets
/// in. Safe for any thread because the map is concurrent.
final class CrowdedAddresses implements Connection.Listener {
  /// Of IPv6 an attacker has at least this much.
  private static final int NETWORK_BYTES = 8;

  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  /// From where each open connection came: a closed socket no longer says.
  private final Map<Connection, String> from = new ConcurrentHashMap<>();

  private final int most;

  CrowdedAddresses(int most) {
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    if (!isOfNetwork(connection)) {
      return;
    }
    String address = address(connection);
    from.put(connection, address);
    if (open.merge(address, 1, Integer::sum) > most) {
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    String address = from.remove(connection);
    if (address != null) {
      open.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
    }
  }

  /// What is inside TLS is on the same connection once more.
  private static boolean isOfNetwork(Connection connection) {
    return connection.getEndPoint() instanceof SocketChannelEndPoint;
  }

  private static String address(Connection connection) {
    if (connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
        && remote.getAddress() != null) {
      byte[] bytes = remote.getAddress().getAddress();
      return HexFormat.of()
          .formatHex(bytes.length > NETWORK_BYTES ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
    return "";
  }
}
