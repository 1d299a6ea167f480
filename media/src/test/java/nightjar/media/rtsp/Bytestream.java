package nightjar.media.rtsp;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.random.RandomGenerator;

/// A connection whose bytes are known beforehand, read in pieces of up to `most` bytes.
final class Bytestream implements Wire {
  private final ByteBuffer bytes;
  private final RandomGenerator random;
  private final int most;

  Bytestream(byte[] bytes, RandomGenerator random, int most) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.random = random;
    this.most = most;
  }

  @Override
  public int read(ByteBuffer into, int withinMillis) {
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int wanted = most == 1 ? 1 : 1 + random.nextInt(most);
    int length = Math.min(Math.min(wanted, into.remaining()), bytes.remaining());
    into.put(into.position(), bytes, bytes.position(), length);
    into.position(into.position() + length);
    bytes.position(bytes.position() + length);
    return length;
  }

  @Override
  public void write(ByteBuffer from) {}

  @Override
  public boolean drains() {
    return false;
  }

  @Override
  public SocketChannel channel() {
    throw new UnsupportedOperationException("no socket");
  }
}
