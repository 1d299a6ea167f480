package nightjar.recovery.socket;

import java.io.BufferedInputStream;
import java.io.IOException;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import jdk.net.ExtendedSocketOptions;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.log.EventLog;

/// Listens on a Unix domain socket that only the recorder's user and root can open.
///
/// Each line gets one from `desk`, which any of the peers' threads calls. Three things stand in the way of anybody else: the folder (0700), the socket (0600), and the kernel's word on who the peer
/// is. Safe for any thread because its sets and counters are.
public final class LineServer implements AutoCloseable {
  /// A monitor, a terminal and somebody who forgot one. More are hung up on.
  private static final int CONNECTIONS = 4;

  /// Linux gives a socket's path 108 bytes, with a zero behind it.
  private static final int LONGEST_PATH = 107;

  private final Path path;
  private final ServerSocketChannel listener;
  private final UnaryOperator<String> desk;
  private final EventLog log;
  private final String owner;
  private final Semaphore free = new Semaphore(CONNECTIONS);
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private LineServer(
      Path path,
      ServerSocketChannel listener,
      UnaryOperator<String> desk,
      EventLog log,
      String owner) {
    this.path = path;
    this.listener = listener;
    this.desk = desk;
    this.log = log;
    this.owner = owner;
  }

  /// Listens from now on. A socket left by a run that was cut off is replaced.
  public static LineServer start(Path path, UnaryOperator<String> desk, EventLog log) {
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
      listener.bind(UnixDomainSocketAddress.of(absolute), CONNECTIONS);
      Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rw-------"));
      var server =
          new LineServer(absolute, listener, desk, log, Files.getOwner(absolute).getName());
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
        answer(peer);
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

  private void answer(SocketChannel peer) throws IOException {
    var in = new LineReader(new BufferedInputStream(Channels.newInputStream(peer)));
    OutputStream out = Channels.newOutputStream(peer);
    for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
      Optional<String> answer = answer(line.get());
      if (answer.isEmpty()) {
        return;
      }
      out.write((answer.get() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Empty when the desk could not: the peer is hung up on, and may ask again.
  private Optional<String> answer(String line) {
    try {
      return Optional.of(desk.apply(line));
    } catch (Fault e) {
      log.log(SocketEvent.SOCKET_UNANSWERED, path.toString(), e.getMessage() + ". " + e.advice());
      return Optional.empty();
    }
  }
}
