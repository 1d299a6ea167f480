package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A connection's bytes, plain or inside TLS. Owned by the session's thread.
interface Wire {
  /// Reads what there is; 0 when nothing came within `withinMillis`, which are endless when 0; -1 at the end.
  int read(ByteBuffer into, int withinMillis) throws IOException;

  /// Writes all of `from`.
  void write(ByteBuffer from) throws IOException;

  SocketChannel channel();

  /// Whether a read that leaves room in its buffer took all there was.
  boolean drains();
}
