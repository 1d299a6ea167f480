package nightjar.recovery.console;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.recovery.socket.LineReader;

/// The console's end of the socket: one question, one answer.
/// Owned by the console's thread.
public final class ConsoleClient implements AutoCloseable {
  private final Json json = new Json();
  private final Path path;
  private final SocketChannel channel;
  private final LineReader in;
  private final OutputStream out;

  private ConsoleClient(Path path, SocketChannel channel) {
    this.path = path;
    this.channel = channel;
    in = new LineReader(new BufferedInputStream(Channels.newInputStream(channel)));
    out = Channels.newOutputStream(channel);
  }

  public static ConsoleClient connect(Path path) {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      boolean connected = false;
      try {
        connected = channel.connect(UnixDomainSocketAddress.of(path));
        return new ConsoleClient(path, channel);
      } finally {
        if (!connected) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw gone(path, e);
    }
  }

  public Answer ask(Request request) {
    try {
      out.write((json.writeLine(request) + "\n").getBytes(StandardCharsets.UTF_8));
      String line =
          in.next()
              .orElseThrow(() ->
                  Fault.of(
                      Fault.Kind.UNREACHABLE,
                      path + ": the recorder hung up",
                      "Run the console as the recorder's user, and of the same version."));
      return json.read(line, Answer.class, "the recorder's answer");
    } catch (IOException e) {
      throw gone(path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw gone(path, e);
    }
  }

  private static Fault gone(Path path, IOException e) {
    return Fault.of(
        Fault.Kind.UNREACHABLE,
        "no recorder listens at " + path + ": " + e.getMessage(),
        "Start the recorder with the same --data, and run the console on the same machine as its user.",
        e);
  }
}
