package nightjar.recovery.socket;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.log.EventLog;

/// Listens on a Unix domain socket that only the recorder's user and root can open.
///
/// Three things stand in the way of anybody else: the folder (0700), the socket (0600), and the kernel's word on who the peer
/// is. Safe for any thread because its sets and counters are.
public final class PrivateSocket implements AutoCloseable {
  /// Linux gives a socket's path 108 bytes, with a zero behind it.
  private static final int LONGEST_PATH = 107;

  private final Path path;
  private final ServerSocketChannel listener;
  private final Host host;
  private final EventLog log;
  private final String owner;
  private final Semaphore free;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  /// Talks with one peer until it returns, on a virtual thread of its own; the peer is hung up on then.
  public interface Host {
    void talk(InputStream in, OutputStream out) throws IOException;
  }

  private PrivateSocket(
      Path path,
      ServerSocketChannel listener,
      int connections,
      Host host,
      EventLog log,
      String owner) {
    this.path = path;
    this.listener = listener;
    this.host = host;
    this.log = log;
    this.owner = owner;
    free = new Semaphore(connections);
  }

  /// Listens from now on; peers over `connections` are hung up on. A socket left by a run that was cut off is replaced.
  public static PrivateSocket start(Path path, int connections, Host host, EventLog log) {
    Path absolute = path.toAbsolutePath().normalize();
    if (absolute.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "a socket cannot be at " + absolute + ": the path is too long for a socket",
          "Put the data into a folder with a shorter path.");
    }
    try {
      PrivateFile.makeFolder(Objects.requireNonNull(absolute.getParent()));
      Files.deleteIfExists(absolute);
      ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listener.bind(UnixDomainSocketAddress.of(absolute), connections);
      Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rw-------"));
      var server =
          new PrivateSocket(
              absolute, listener, connections, host, log, Files.getOwner(absolute).getName());
      Thread.ofPlatform().daemon().name("socket").start(server::accept);
      return server;
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          "the socket " + absolute + " cannot be made: " + e.getMessage(),
          "Check who owns the folder.",
          e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (SocketChannel each : open) {
        each.close();
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK, path + " cannot be removed: " + e.getMessage(), "Remove it.", e);
    }
  }

  private void accept() {
    while (true) {
      try {
        SocketChannel peer = listener.accept();
        if (free.tryAcquire()) {
          open.add(peer);
          Thread.ofVirtual().name("socket peer").start(() -> serve(peer));
        } else {
          peer.close();
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log.log(SocketEvent.SOCKET_UNAVAILABLE, path.toString(), String.valueOf(e.getMessage()));
        return;
      }
    }
  }

  private void serve(SocketChannel peer) {
    try (peer) {
      if (isOwner(peer)) {
        host.talk(
            new BufferedInputStream(Channels.newInputStream(peer)), Channels.newOutputStream(peer));
      }
    } catch (IOException | Fault e) {
      log.log(SocketEvent.SOCKET_PEER_LEFT, path.toString(), String.valueOf(e.getMessage()));
    } finally {
      open.remove(peer);
      free.release();
    }
  }

  /// Root may open any socket; everybody else is stopped by the file's mode already.
  private boolean isOwner(SocketChannel peer) throws IOException {
    String user = peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    boolean allowed = user.equals(owner) || user.equals("root");
    if (!allowed) {
      log.log(SocketEvent.SOCKET_STRANGER, path.toString(), "user " + user + " was refused");
    }
    return allowed;
  }
}
