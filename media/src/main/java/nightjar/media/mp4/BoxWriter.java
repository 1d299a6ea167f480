package nightjar.media.mp4;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;

/// Appends boxes to memory that grows and is reused. Owned by whoever writes; one thread at a time.
final class BoxWriter {
  private ByteBuffer buffer;

  private BoxWriter(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /// Memory that a channel can write without copying it first.
  static BoxWriter direct(int capacity) {
    return new BoxWriter(ByteBuffer.allocateDirect(capacity));
  }

  static BoxWriter heap(int capacity) {
    return new BoxWriter(ByteBuffer.allocate(capacity));
  }

  /// Forgets everything written.
  void reset() {
    buffer.clear();
  }

  int size() {
    return buffer.position();
  }

  /// Starts a box and returns where, for [#end].
  int begin(int type) {
    int at = buffer.position();
    u32(0);
    u32(type);
    return at;
  }

  int begin(int type, int version, int flags) {
    int at = begin(type);
    u32(version << 24 | flags);
    return at;
  }

  /// Ends the box begun at `at`.
  void end(int at) {
    buffer.putInt(at, buffer.position() - at);
  }

  void u8(int value) {
    room(1);
    buffer.put((byte) value);
  }

  void u16(int value) {
    room(2);
    buffer.putShort((short) value);
  }

  void u32(int value) {
    room(4);
    buffer.putInt(value);
  }

  void u64(long value) {
    room(8);
    buffer.putLong(value);
  }

  void bytes(Bytes bytes) {
    room(bytes.size());
    buffer.put(bytes.buffer());
  }

  void bytes(byte[] bytes) {
    room(bytes.length);
    buffer.put(bytes);
  }

  void zeros(int count) {
    for (int i = 0; i < count; i++) {
      u8(0);
    }
  }

  void buffer(ByteBuffer bytes) {
    room(bytes.remaining());
    buffer.put(bytes);
  }

  /// Adds to the value written at `at`, now that the rest of it is known.
  void add32(int at, int value) {
    buffer.putInt(at, buffer.getInt(at) + value);
  }

  void add64(int at, long value) {
    buffer.putLong(at, buffer.getLong(at) + value);
  }

  void put64(int at, long value) {
    buffer.putLong(at, value);
  }

  /// What was written, ready to be read; shares the memory, so it is valid until the next write.
  ByteBuffer written() {
    return buffer.duplicate().flip();
  }

  private void room(int more) {
    if (buffer.remaining() < more) {
      int capacity = Math.addExact(buffer.position(), Math.max(more, buffer.capacity()));
      ByteBuffer larger =
          buffer.isDirect() ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
      buffer = larger.put(buffer.flip());
    }
  }
}
