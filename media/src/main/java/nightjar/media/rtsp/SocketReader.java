package nightjar.media.rtsp;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// Reads a socket in one system call where bytes wait already, and waits a limited time where none do: keep-alives must go
/// out to a camera that says nothing. Owned by the session's thread.
final class SocketReader {
  private final SocketChannel channel;
  private @Nullable InputStream opened;
  private final byte[] first = new byte[1];

  SocketReader(SocketChannel channel) {
    this.channel = channel;
  }

  /// What there is; 0 when nothing came within `millis`, which are endless when 0; -1 at the end.
  int read(ByteBuffer into, int millis) throws IOException {
    if (millis == 0) {
      return channel.read(into);
    }
    InputStream stream = stream();
    if (stream.available() > 0) {
      return channel.read(into);
    }
    channel.socket().setSoTimeout(millis);
    try {
      if (stream.read(first) < 0) {
        return -1;
      }
    } catch (SocketTimeoutException _) {
      return 0;
    }
    into.put(first[0]);
    return 1 + (into.hasRemaining() && stream.available() > 0 ? channel.read(into) : 0);
  }

  private InputStream stream() throws IOException {
    InputStream stream = opened == null ? channel.socket().getInputStream() : opened;
    opened = stream;
    return stream;
  }
}
