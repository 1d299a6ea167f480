package nightjar.media.frame;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;

/// Copies the pieces of one frame after another into slabs: the one copy of the media path.
///
/// Consecutive frames of one track lie back to back in a slab, so that many go to disk in one buffer.
/// Owned by one track's depacketizer; one thread at a time.
public final class FrameBuilder implements AutoCloseable {
  private final SlabPool pool;
  private final int maxFrameBytes;
  private Slab slab;
  private int start;
  private int end;

  /// `maxFrameBytes` bounds what a camera that never ends a frame can make us keep.
  public FrameBuilder(SlabPool pool, int maxFrameBytes) {
    this.pool = pool;
    this.maxFrameBytes = maxFrameBytes;
    this.slab = pool.take(1);
  }

  /// Bytes of the unfinished frame.
  public int length() {
    return end - start;
  }

  /// Appends `length` bytes of `source` at absolute index `offset`.
  public void append(ByteBuffer source, int offset, int length) {
    reserve(length);
    slab.memory().put(end, source, offset, length);
    end += length;
  }

  public void append(Bytes bytes) {
    append(bytes.buffer(), 0, bytes.size());
  }

  public void append(byte value) {
    reserve(1);
    slab.memory().put(end++, value);
  }

  /// Appends a big-endian 32-bit value, such as a NAL unit's length.
  public void appendInt(int value) {
    reserve(4);
    slab.memory().putInt(end, value);
    end += 4;
  }

  /// Overwrites four bytes at `position`, counted from the start of the unfinished frame.
  public void putInt(int position, int value) {
    if (position < 0 || position > length() - 4) {
      throw new IndexOutOfBoundsException("position " + position + " of " + length());
    }
    slab.memory().putInt(start + position, value);
  }

  /// The unsigned byte at `position`, counted from the start of the unfinished frame.
  public int at(int position) {
    return slab.memory().get(start + position) & 0xff;
  }

  /// Where the unfinished frame's bytes are, from absolute index [#origin]; valid until the next append. Read only.
  public ByteBuffer memory() {
    return slab.memory();
  }

  /// Index in [#memory] of the first byte of the unfinished frame.
  public int origin() {
    return start;
  }

  /// Forgets what was appended behind `length` bytes.
  public void truncate(int length) {
    if (length < 0 || length > length()) {
      throw new IndexOutOfBoundsException("length " + length + " of " + length());
    }
    end = start + length;
  }

  /// Forgets the unfinished frame.
  public void drop() {
    end = start;
  }

  /// Ends the frame. The slab stays ours: the receiver retains what it keeps.
  public Frame finish(
      int track, CodecConfig config, long dts, long pts, long wallMicros, boolean sync) {
    Frame frame = new Frame(track, config, dts, pts, wallMicros, sync, slab, start, end - start);
    start = end;
    return frame;
  }

  @Override
  public void close() {
    slab.release();
  }

  private void reserve(int more) {
    long wanted = (long) length() + more;
    if (wanted > maxFrameBytes) {
      throw Fault.of(
          Fault.Kind.PROTOCOL,
          "a frame grew past " + maxFrameBytes + " bytes without an end",
          "Lower the camera's bit rate or resolution, or look for packet loss.");
    }
    if (end + (long) more <= slab.capacity()) {
      return;
    }
    int begun = length();
    Slab next = pool.take((int) Math.min(maxFrameBytes, Math.max(wanted, 2L * begun)));
    next.memory().put(0, slab.memory(), start, begun);
    slab.release();
    slab = next;
    start = 0;
    end = begun;
  }
}
