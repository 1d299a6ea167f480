package nightjar.recovery.console.server;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Supplier;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;
import nightjar.recovery.device.RecoveryDevice;
import nightjar.recovery.socket.LineServer;

/// The recorder's end of the console's socket. Safe for any thread because its one part is.
public final class ConsoleServer implements AutoCloseable {
  private final LineServer server;

  private ConsoleServer(LineServer server) {
    this.server = server;
  }

  /// What the recorder tells about itself on the Info screen.
  public record Facts(String software, String portal, ZoneId zone, Supplier<Cameras> cameras) {}

  /// How many cameras there are, and how many are being recorded.
  public record Cameras(int all, int recording) {}

  /// Listens at `path` from now on.
  public static ConsoleServer start(
      Path path, RecoveryDevice device, Facts facts, Clock clock, EventLog log) {
    var desk = new ConsoleDesk(device, facts, clock);
    return new ConsoleServer(LineServer.start(path, desk::answer, log));
  }

  @Override
  public void close() {
    server.close();
  }
}
