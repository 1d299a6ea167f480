package nightjar.cli.kiosk;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.recorder.monitor.Message;
import nightjar.recorder.monitor.Wish;

/// One stream's live pictures on their way from the recorder. Safe for any thread because only its own thread reads, and closing is all
/// that others do.
final class Tap implements AutoCloseable {
  private static final Json JSON = new Json();
  private static final int BUFFER = 64 * 1024;

  private final SocketChannel channel;

  private Tap(SocketChannel channel) {
    this.channel = channel;
  }

  /// Hands each message to `take`, which may wait; that no more will come, it is told by an empty one.
  static Tap open(Path socket, Wish wish, Consumer<Optional<Message>> take) {
    try {
      var tap = new Tap(SocketChannel.open(StandardProtocolFamily.UNIX));
      Thread.ofVirtual().name("tap").start(() -> tap.run(socket, wish, take));
      return tap;
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "this machine has no Unix sockets: " + e.getMessage(),
          "Use nightjar console --terminal.",
          e);
    }
  }

  private void run(Path socket, Wish wish, Consumer<Optional<Message>> take) {
    try (channel) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(
          ByteBuffer.wrap((JSON.writeLine(wish) + "\n").getBytes(StandardCharsets.UTF_8)));
      var in =
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
      for (var next = Message.read(in); next.isPresent(); next = Message.read(in)) {
        take.accept(next);
      }
    } catch (IOException | Fault e) {
      // No recorder, one that ended, or one of another version: the page shows pictures that stand,
      // and asks again.
    } finally {
      take.accept(Optional.empty());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
