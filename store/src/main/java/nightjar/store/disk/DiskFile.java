package nightjar.store.disk;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// An open file. Owned by one thread at a time.
public interface DiskFile extends AutoCloseable {
  /// Writes `buffers`, one behind the other, in one call to the disk where it takes them all. After a Fault any part of
  /// them may have been written.
  void write(ByteBuffer[] buffers, long position);

  /// Reads what fits into `into`; the count, or -1 at or behind the end.
  int read(ByteBuffer into, long position);

  /// Sends bytes to a channel without copying them through here, where the machine can. Returns how many went.
  long transferTo(long position, long count, WritableByteChannel target);

  /// Returns when every byte written so far, and the length, are on the disk. After a Fault nothing written since the last
  /// good sync can be trusted, ever: Linux drops the dirty pages and reports the loss once.
  void sync();

  long size();

  void truncate(long size);

  @Override
  void close();
}
