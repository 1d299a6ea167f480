package nightjar.recovery.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;

/// A private socket at which each line gets one from `desk`, which any of the peers' threads calls.
/// Safe for any thread because its one part is.
public final class LineServer implements AutoCloseable {
  /// A monitor, a terminal and somebody who forgot one. More are hung up on.
  private static final int CONNECTIONS = 4;

  private final PrivateSocket socket;

  private LineServer(PrivateSocket socket) {
    this.socket = socket;
  }

  /// Listens from now on.
  public static LineServer start(Path path, UnaryOperator<String> desk, EventLog log) {
    PrivateSocket.Host host = (in, out) -> answer(in, out, line -> answer(line, desk, path, log));
    return new LineServer(PrivateSocket.start(path, CONNECTIONS, host, log));
  }

  @Override
  public void close() {
    socket.close();
  }

  private interface Desk {
    Optional<String> answer(String line);
  }

  private static void answer(InputStream in, OutputStream out, Desk desk) throws IOException {
    var lines = new LineReader(in);
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      Optional<String> answer = desk.answer(line.get());
      if (answer.isEmpty()) {
        return;
      }
      out.write((answer.get() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Empty when the desk could not: the peer is hung up on, and may ask again.
  private static Optional<String> answer(
      String line, UnaryOperator<String> desk, Path path, EventLog log) {
    try {
      return Optional.of(desk.apply(line));
    } catch (Fault e) {
      log.log(SocketEvent.SOCKET_UNANSWERED, path.toString(), e.getMessage() + ". " + e.advice());
      return Optional.empty();
    } catch (RuntimeException bug) {
      log.log(SocketEvent.SOCKET_UNANSWERED, path.toString(), "a bug in Nightjar: " + bug);
      return Optional.empty();
    }
  }
}
