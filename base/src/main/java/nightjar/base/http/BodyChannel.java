package nightjar.base.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/// A response's body as a channel that gathers small writes. Owned by the request's thread.
final class BodyChannel implements WritableByteChannel {
  /// A file is sent to a channel in pieces of 8 kB; a system call for each would cost a third of the throughput.
  private static final int GATHERED = 128 << 10;

  private final Response response;
  private final Runnable done;
  private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);
  private boolean open = true;
  private boolean deserted;

  BodyChannel(Response response, Runnable done) {
    this.response = response;
    this.done = done;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      int n = Math.min(bytes.remaining(), gathered.remaining());
      gathered.put(gathered.position(), bytes, bytes.position(), n);
      gathered.position(gathered.position() + n);
      bytes.position(bytes.position() + n);
      if (!gathered.hasRemaining()) {
        flush();
      }
    }
    return length;
  }

  /// Sends what was gathered. After a failure the channel is closed: there is nobody to end the body for.
  void flush() throws IOException {
    if (gathered.position() > 0) {
      try {
        Content.Sink.write(response, false, gathered.flip());
      } catch (IOException e) {
        open = false;
        deserted = true;
        throw e;
      }
      gathered.clear();
    }
  }

  boolean isDeserted() {
    return deserted;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      Content.Sink.write(response, true, gathered.flip());
      done.run();
    }
  }
}
