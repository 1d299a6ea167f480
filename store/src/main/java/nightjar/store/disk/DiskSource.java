package nightjar.store.disk;

import java.nio.ByteBuffer;
import nightjar.media.mp4.Source;

/// An open file as the MP4 readers want it. Owned by whoever reads; does not close the file.
public final class DiskSource implements Source {
  private final DiskFile file;
  private final long length;

  public DiskSource(DiskFile file) {
    this(file, file.size());
  }

  /// The first `length` bytes of the file.
  public DiskSource(DiskFile file, long length) {
    this.file = file;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read(long position, ByteBuffer into) {
    int limit = into.limit();
    int allowed = Math.clamp(length - position, 0, into.remaining());
    into.limit(into.position() + allowed);
    int total = 0;
    while (into.hasRemaining()) {
      int count = file.read(into, position + total);
      if (count <= 0) {
        break;
      }
      total += count;
    }
    into.limit(limit);
    return total;
  }
}
