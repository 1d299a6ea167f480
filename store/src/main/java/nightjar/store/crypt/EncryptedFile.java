package nightjar.store.crypt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import nightjar.base.Fault;
import nightjar.store.disk.DiskFile;

/// An open file whose contents are encrypted; positions are those of the contents. It is written once, from its beginning to its end:
/// no place gets a second text under the same key stream. Owned by one thread at a time.
final class EncryptedFile implements DiskFile {
  private static final int HEADER = CipherHeader.BYTES;

  private final DiskFile file;
  private final String path;
  private final FootageKey key;
  private final CipherHeader header;
  private final byte[] nonce;
  private final Lanes lanes;

  /// Where the next write must begin; -1 when there may be none.
  private long end;

  private EncryptedFile(
      DiskFile file, String path, FootageKey key, CipherHeader header, Lanes lanes, long end) {
    this.file = file;
    this.path = path;
    this.key = key;
    this.header = header;
    nonce = header.nonce().toArray();
    this.lanes = lanes;
    this.end = end;
  }

  /// A file just made, still empty; the header goes out with the first write.
  static EncryptedFile made(DiskFile file, String path, FootageKey key, byte[] nonce, Lanes lanes) {
    return new EncryptedFile(file, path, key, CipherHeader.of(key, nonce), lanes, 0);
  }

  static EncryptedFile opened(
      DiskFile file, String path, FootageKey key, CipherHeader header, Lanes lanes) {
    return new EncryptedFile(file, path, key, header, lanes, -1);
  }

  /// A write that failed may be tried again with the same bytes, and only with them.
  @Override
  public void write(ByteBuffer[] buffers, long position) {
    if (position != end) {
      throw new IllegalStateException(
          path + ": written at " + position + ", and only " + end + " is free");
    }
    Lane lane = lanes.take();
    try {
      int first = 0;
      long at = position;
      while (first < buffers.length) {
        int filled = 0;
        while (first < buffers.length && filled < Lane.BYTES) {
          ByteBuffer next = buffers[first];
          int count = Math.min(next.remaining(), Lane.BYTES - filled);
          next.get(lane.bytes, filled, count);
          filled += count;
          first += next.hasRemaining() ? 0 : 1;
        }
        if (filled > 0) {
          lane.apply(key, nonce, at, filled);
          send(ByteBuffer.wrap(lane.bytes, 0, filled), at);
          at += filled;
        }
      }
      end = at;
    } finally {
      lanes.give(lane);
    }
  }

  private void send(ByteBuffer sealed, long at) {
    if (at == 0) {
      file.write(new ByteBuffer[] {header.whole().buffer(), sealed}, 0);
    } else {
      file.write(new ByteBuffer[] {sealed}, HEADER + at);
    }
  }

  @Override
  public int read(ByteBuffer into, long position) {
    Lane lane = lanes.take();
    try {
      int count = fill(lane, into.remaining(), position);
      if (count > 0) {
        into.put(lane.bytes, 0, count);
      }
      return count;
    } finally {
      lanes.give(lane);
    }
  }

  private int fill(Lane lane, long wanted, long position) {
    ByteBuffer sealed = ByteBuffer.wrap(lane.bytes, 0, (int) Math.min(wanted, Lane.BYTES));
    int count = file.read(sealed, HEADER + position);
    if (count > 0) {
      lane.apply(key, nonce, position, count);
    }
    return count;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    Lane lane = lanes.take();
    try {
      int read = fill(lane, count, position);
      return read <= 0 ? 0 : target.write(ByteBuffer.wrap(lane.bytes, 0, read));
    } catch (IOException e) {
      throw Fault.of(Fault.Kind.DISK, "sending " + path + ": " + e, "", e);
    } finally {
      lanes.give(lane);
    }
  }

  @Override
  public void sync() {
    file.sync();
  }

  @Override
  public long size() {
    return Math.max(0, file.size() - HEADER);
  }

  /// Ends the writing: what was cut off had its text, and another one must not have its place.
  @Override
  public void truncate(long size) {
    end = -1;
    file.truncate(HEADER + size);
  }

  @Override
  public void close() {
    file.close();
  }
}
