package nightjar.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An open file of this machine. Owned by one thread at a time.
final class LocalFile implements DiskFile {
  private static final int COPY_BYTES = 256 << 10;

  private final Path path;
  private final FileChannel channel;
  private @Nullable ByteBuffer copy;

  /// What was written since the last sync lies between these.
  private long dirtyFrom = Long.MAX_VALUE;

  private long dirtyTo;

  LocalFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  @Override
  public void write(ByteBuffer[] buffers, long position) {
    dirtyFrom = Math.min(dirtyFrom, position);
    try {
      channel.position(position);
      int first = 0;
      while (first < buffers.length) {
        channel.write(buffers, first, buffers.length - first);
        while (first < buffers.length && !buffers[first].hasRemaining()) {
          first++;
        }
      }
      dirtyTo = Math.max(dirtyTo, channel.position());
    } catch (IOException e) {
      throw DiskFaults.of("writing", path, e);
    }
  }

  @Override
  public int read(ByteBuffer into, long position) {
    try {
      return channel.read(into, position);
    } catch (IOException e) {
      throw DiskFaults.of("reading", path, e);
    }
  }

  /// The target's own trouble (a viewer who left) comes out as DISK too; whoever wrote to a socket knows which it was.
  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    try {
      return target instanceof SelectableChannel || target instanceof FileChannel
          ? channel.transferTo(position, count, target)
          : copyTo(position, count, target);
    } catch (IOException e) {
      throw DiskFaults.of("sending", path, e);
    }
  }

  /// Channels that are only Java get large pieces; the JDK would give them 8 KiB at a time.
  private long copyTo(long position, long count, WritableByteChannel target) throws IOException {
    ByteBuffer buffer = copy == null ? ByteBuffer.allocate(COPY_BYTES) : copy;
    copy = buffer;
    buffer.clear().limit((int) Math.min(count, COPY_BYTES));
    int read = channel.read(buffer, position);
    buffer.flip();
    while (buffer.hasRemaining()) {
      target.write(buffer);
    }
    return Math.max(0, read);
  }

  /// Then lets the machine forget what it kept in memory: footage is hardly ever read soon after it was written, and would
  /// drive the catalog out.
  @Override
  public void sync() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw DiskFaults.of("syncing", path, e);
    }
    if (dirtyTo > dirtyFrom) {
      PageCache.forget(path, dirtyFrom, dirtyTo);
      dirtyFrom = Long.MAX_VALUE;
    }
  }

  @Override
  public long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw DiskFaults.of("measuring", path, e);
    }
  }

  @Override
  public void truncate(long size) {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      throw DiskFaults.of("cutting", path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw DiskFaults.of("closing", path, e);
    }
  }
}
