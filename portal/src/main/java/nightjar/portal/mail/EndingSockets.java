package nightjar.portal.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import nightjar.base.tasks.Stop;

/// Sockets that close when a stop is requested, for a library that can only be told how long each answer may take. Safe for any
/// thread because the stop is.
final class EndingSockets extends SocketFactory {
  private final Stop stop;

  EndingSockets(Stop stop) {
    this.stop = stop;
  }

  @Override
  public Socket createSocket() {
    return ending(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return ending(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return ending(new Socket(host, port, localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return ending(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return ending(new Socket(address, port, localAddress, localPort));
  }

  private Socket ending(Socket socket) {
    stop.onRequest(() -> close(socket));
    return socket;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
