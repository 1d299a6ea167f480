package nightjar.cli.kiosk;

import java.nio.file.Path;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.recovery.console.Answer;
import nightjar.recovery.console.ConsoleClient;
import nightjar.recovery.console.Request;
import org.jspecify.annotations.Nullable;

/// The recorder's socket for a console that outlives recorders: connected again at each question when it must be.
/// Owned by the thread that asks.
final class RecorderLine implements AutoCloseable {
  private final Path socket;
  private @Nullable ConsoleClient client;

  RecorderLine(Path socket) {
    this.socket = socket;
  }

  /// Empty while no recorder answers. A question is never asked twice: the first time may have counted.
  Optional<Answer> ask(Request request) {
    try {
      ConsoleClient connected = client;
      if (connected == null) {
        connected = ConsoleClient.connect(socket);
        client = connected;
      }
      return Optional.of(connected.ask(request));
    } catch (Fault e) {
      close();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    ConsoleClient old = client;
    client = null;
    if (old != null) {
      old.close();
    }
  }
}
