package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// TCP as it is. Owned by the session's thread.
final class PlainWire implements Wire {
  private final SocketChannel channel;
  private final SocketReader reader;

  PlainWire(SocketChannel channel) {
    this.channel = channel;
    reader = new SocketReader(channel);
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public int read(ByteBuffer into, int withinMillis) throws IOException {
    return reader.read(into, withinMillis);
  }

  @Override
  public boolean drains() {
    return true;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      if (channel.write(from) == 0 && !channel.isBlocking()) {
        // A few hundred bytes of keep-alive do not fit: the camera stopped reading long ago.
        throw new IOException("the camera does not read what we send");
      }
    }
  }
}
