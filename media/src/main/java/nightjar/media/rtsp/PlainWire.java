package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// TCP as it is.
record PlainWire(SocketChannel channel) implements Wire {
  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
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
