package nightjar.media.rtsp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.media.rtsp.message.RtspUrl;

/// Finds the host and connects to the first of its addresses that answers. Owned by the session's thread.
final class Connector {
  private final Where where;
  private final RtspUrl url;
  private final Stop stop;

  Connector(Where where, RtspUrl url, Stop stop) {
    this.where = where;
    this.url = url;
    this.stop = stop;
  }

  SocketChannel connect(Duration timeout) {
    IOException failure = new ConnectException("no address");
    for (InetAddress address : addresses()) {
      try {
        return connect(address, timeout);
      } catch (IOException e) {
        failure = e;
      }
      if (stop.requested()) {
        throw where.fault(Fault.Kind.UNREACHABLE, "stopped while connecting", "", failure);
      }
    }
    throw unreachable(failure);
  }

  private InetAddress[] addresses() {
    try {
      return InetAddress.getAllByName(url.host());
    } catch (UnknownHostException e) {
      throw where.fault(
          Fault.Kind.UNREACHABLE,
          "no address for the host name " + url.host(),
          "Check the name, or use the camera's IP address.",
          e);
    }
  }

  private SocketChannel connect(InetAddress address, Duration timeout) throws IOException {
    SocketChannel channel = SocketChannel.open();
    boolean connected = false;
    try (Registration _ = Registration.of(stop, () -> closeQuietly(channel))) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel
          .socket()
          .connect(new InetSocketAddress(address, url.port()), (int) timeout.toMillis());
      where.connection(channel.getLocalAddress() + "->" + channel.getRemoteAddress());
      connected = true;
      return channel;
    } finally {
      if (!connected) {
        closeQuietly(channel);
      }
    }
  }

  private Fault unreachable(IOException e) {
    String place = url.host() + ":" + url.port();
    return switch (e) {
      case SocketTimeoutException _ ->
          where.fault(
              Fault.Kind.UNREACHABLE,
              "no answer from " + place,
              "Check that the camera is on and in this network, and that no firewall is between.",
              e);
      case NoRouteToHostException _ ->
          where.fault(
              Fault.Kind.UNREACHABLE,
              "no route to " + place,
              "Check the address, the cable and the network's masks.",
              e);
      case ConnectException _ ->
          where.fault(
              Fault.Kind.UNREACHABLE,
              place + " refused the connection",
              "Check the port (RTSP usually listens on 554) and that RTSP is turned on in the camera.",
              e);
      default ->
          where.fault(
              Fault.Kind.UNREACHABLE,
              "cannot connect to " + place,
              "Check address and network.",
              e);
    };
  }

  static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // Nothing is lost by a socket that fails to close.
    }
  }
}
