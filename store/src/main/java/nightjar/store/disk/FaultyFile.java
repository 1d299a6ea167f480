package nightjar.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import nightjar.base.Fault;

/// A handle on a file of a [FaultyDisk]. Owned by one thread at a time.
final class FaultyFile implements DiskFile {
  private final FaultyDisk disk;
  private final String path;
  private final FaultyContent content;
  private final int life;
  private boolean open = true;

  FaultyFile(FaultyDisk disk, String path, FaultyContent content, int life) {
    this.disk = disk;
    this.path = path;
    this.content = content;
    this.life = life;
  }

  @Override
  public void write(ByteBuffer[] buffers, long position) {
    int length = 0;
    for (ByteBuffer buffer : buffers) {
      length += buffer.remaining();
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (ByteBuffer buffer : buffers) {
      int count = buffer.remaining();
      buffer.get(bytes, at, count);
      at += count;
    }
    synchronized (disk) {
      check();
      int accepted = disk.acceptWrite(path, length);
      byte[] taken = accepted < length ? Arrays.copyOf(bytes, accepted) : bytes;
      if (disk.refusesRewriting() && path.endsWith(DiskLayout.SUFFIX)) {
        if (content.rewrites(position, taken)) {
          throw new AssertionError(path + " gets other bytes at " + position + " than it had");
        }
      }
      content.write(position, taken);
      if (accepted < length) {
        throw disk.writeFault(path);
      }
    }
  }

  @Override
  public int read(ByteBuffer into, long position) {
    byte[] bytes;
    synchronized (disk) {
      check();
      bytes = content.read(position, into.remaining());
    }
    if (bytes.length == 0 && into.hasRemaining()) {
      return -1;
    }
    into.put(bytes);
    return bytes.length;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    byte[] bytes;
    synchronized (disk) {
      check();
      bytes = content.read(position, (int) Math.min(count, Integer.MAX_VALUE));
    }
    try {
      return target.write(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw Fault.of(Fault.Kind.DISK, "sending " + path + ": " + e, "", e);
    }
  }

  @Override
  public void sync() {
    synchronized (disk) {
      check();
      if (disk.acceptSync(path)) {
        content.sync();
      } else {
        content.loseDirtyPages(disk.random());
        throw Fault.of(Fault.Kind.DISK, "syncing " + path + ": input/output error", "");
      }
    }
  }

  @Override
  public long size() {
    synchronized (disk) {
      check();
      return content.size();
    }
  }

  @Override
  public void truncate(long size) {
    synchronized (disk) {
      check();
      disk.acceptChange(path);
      content.truncate(size);
    }
  }

  @Override
  public void close() {
    synchronized (disk) {
      if (open) {
        open = false;
        disk.closed(this);
      }
    }
  }

  private void check() {
    if (!open) {
      throw new IllegalStateException(path + " used after close");
    }
    disk.checkAlive(path, life);
  }
}
