package nightjar.store.disk;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Writes a new file from its beginning on, for who has a channel to write to. Owned by one thread; leaves the file open.
public final class DiskChannel implements WritableByteChannel {
  private final DiskFile file;
  private long end;

  public DiskChannel(DiskFile file) {
    this.file = file;
  }

  @Override
  public int write(ByteBuffer source) {
    int count = source.remaining();
    file.write(new ByteBuffer[] {source}, end);
    end += count;
    return count;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
