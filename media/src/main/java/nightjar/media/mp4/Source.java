package nightjar.media.mp4;

import java.nio.ByteBuffer;

/// A file to read, wherever it is kept. Implementations throw [nightjar.base.Fault] when reading fails.
public interface Source {
  long length();

  /// Reads from `position` of the file until `into` is full or the file ends; how many bytes that were.
  int read(long position, ByteBuffer into);

  /// Bytes in memory as a file; also a mapped file.
  static Source of(ByteBuffer bytes) {
    return new Source() {
      @Override
      public long length() {
        return bytes.limit();
      }

      @Override
      public int read(long position, ByteBuffer into) {
        int count = Math.clamp(bytes.limit() - position, 0, into.remaining());
        into.put(bytes.slice((int) Math.min(position, bytes.limit()), count));
        return count;
      }
    };
  }
}
