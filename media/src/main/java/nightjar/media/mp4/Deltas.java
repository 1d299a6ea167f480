package nightjar.media.mp4;

/// What the next frame of a track in a [FrameIndex] is told apart from. Owned by its reader or writer.
final class Deltas {
  /// Where the next frame is expected to begin.
  long dts;

  int duration;

  /// Of the last frame that was no sync frame, and of the last that was one.
  final int[] sizes = new int[2];

  int composition;

  /// Small numbers of either sign as small numbers without: 0, -1, 1, -2 become 0, 1, 2, 3.
  static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }
}
