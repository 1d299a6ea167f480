package nightjar.media.mp4;

import java.nio.ByteBuffer;

/// Walks over the boxes that lie side by side in a stretch of memory, trusting nothing: a size beyond the stretch is cut to it,
/// a size of 0 means the rest, and a size that cannot be ends the walk. Owned by one parser.
///
/// ```java
/// for (Boxes in = new Boxes(bytes, from, to); in.next(); ) {
///   switch (in.type()) { ... }
/// }
/// ```
final class Boxes {
  private final ByteBuffer bytes;
  private final int limit;
  private int nextAt;
  private int type;
  private int bodyAt;

  Boxes(ByteBuffer bytes, int from, int to) {
    this.bytes = bytes;
    this.limit = Math.clamp(to, 0, bytes.limit());
    this.nextAt = Math.max(0, from);
  }

  /// The boxes inside the box that `outer` stands at.
  static Boxes inside(Boxes outer) {
    return new Boxes(outer.bytes, outer.bodyAt, outer.nextAt);
  }

  boolean next() {
    int at = nextAt;
    if (limit - at < 8) {
      return false;
    }
    long size = bytes.getInt(at) & 0xffffffffL;
    type = bytes.getInt(at + 4);
    bodyAt = at + 8;
    if (size == 1 && limit - at >= 16) {
      size = bytes.getLong(at + 8);
      bodyAt = at + 16;
    } else if (size == 0) {
      size = (long) limit - at;
    }
    if (size < bodyAt - at) {
      return false;
    }
    nextAt = (int) Math.min(limit, at + Math.min(size, Integer.MAX_VALUE - (long) at));
    return true;
  }

  int type() {
    return type;
  }

  /// First byte of the content.
  int from() {
    return bodyAt;
  }

  /// The byte behind the content.
  int to() {
    return nextAt;
  }

  int length() {
    return nextAt - bodyAt;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /// The content as memory of its own, from 0 on.
  ByteBuffer body() {
    return bytes.slice(bodyAt, length());
  }
}
