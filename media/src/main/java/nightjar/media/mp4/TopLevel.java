package nightjar.media.mp4;

import java.nio.ByteBuffer;
import nightjar.base.Fault;

/// Walks over the boxes of a file by their headers alone, as tolerant as [Boxes]. Owned by one parser.
final class TopLevel {
  private final Source source;
  private final ByteBuffer header = ByteBuffer.allocate(16);
  private long at;
  private long nextAt;
  private int type;
  private int headerLength;

  TopLevel(Source source) {
    this.source = source;
  }

  boolean next() {
    at = nextAt;
    int got = source.read(at, header.clear());
    if (got < 8) {
      return false;
    }
    long size = header.getInt(0) & 0xffffffffL;
    type = header.getInt(4);
    headerLength = 8;
    if (size == 1 && got == 16) {
      size = header.getLong(8);
      headerLength = 16;
    } else if (size == 0) {
      size = source.length() - at;
    }
    if (size < headerLength) {
      return false;
    }
    nextAt = size > source.length() - at ? source.length() : at + size;
    return true;
  }

  int type() {
    return type;
  }

  /// Of the box's first byte in the file.
  long position() {
    return at;
  }

  /// Reads the content into memory; throws a [Fault] when it is larger than `limit`.
  ByteBuffer body(int limit) {
    long length = nextAt - at - headerLength;
    if (length > limit) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "box of " + length + " bytes at " + at + ", more than " + limit,
          "The file is damaged, or far longer than any recording.");
    }
    ByteBuffer body = ByteBuffer.allocate((int) length);
    source.read(at + headerLength, body);
    return body.flip();
  }
}
