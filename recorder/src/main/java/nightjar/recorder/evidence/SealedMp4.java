package nightjar.recorder.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import nightjar.store.read.SpanMp4;

/// A span as an MP4 file with its seal, made while it is sent: the seal's length is known before its hashes are.
/// Owned by its span; one thread at a time.
public final class SealedMp4 {
  private final SpanMp4 mp4;
  private final Statement statement;
  private final EvidenceKey key;

  public SealedMp4(SpanMp4 mp4, Statement statement, EvidenceKey key) {
    this.mp4 = mp4;
    this.statement = statement;
    this.key = key;
  }

  public long length() {
    return mp4.length() + Sealing.overhead(statement, mp4.length());
  }

  /// Sends bytes `from` to `to` (exclusive); for any of the seal, all of the media is read to be hashed.
  public void send(long from, long to, WritableByteChannel target) throws IOException {
    if (to <= mp4.length()) {
      mp4.send(from, to, target, SpanMp4.Progress.SILENT);
      return;
    }
    var sealing = new Sealing(new Window(target, from, to));
    mp4.send(0, mp4.length(), sealing, SpanMp4.Progress.SILENT);
    sealing.seal(statement, key);
  }

  /// Lets through what lies between two positions. Owned by [#send].
  private static final class Window implements WritableByteChannel {
    private final WritableByteChannel target;
    private final long from;
    private final long to;
    private long position;

    Window(WritableByteChannel target, long from, long to) {
      this.target = target;
      this.from = from;
      this.to = to;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int count = source.remaining();
      int start = Math.clamp(from - position, 0, count);
      int end = Math.clamp(to - position, start, count);
      ByteBuffer part = source.slice(source.position() + start, end - start);
      while (part.hasRemaining()) {
        target.write(part);
      }
      source.position(source.limit());
      position += count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return target.isOpen();
    }

    @Override
    public void close() {}
  }
}
