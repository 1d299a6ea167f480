package nightjar.media.mp4;

import java.nio.ByteBuffer;

/// A fragment ready to be written with one gathering write: its head, and the frames where they lie.
///
/// Immutable but for its buffers' positions, which a channel moves. The head's memory belongs to the [FragmentWriter] and
/// the rest to the frames: valid until the writer's next fragment, and while the frames are retained.
public final class Fragment {
  private final ByteBuffer[] buffers;
  private final FragmentHeader header;

  Fragment(ByteBuffer[] buffers, FragmentHeader header) {
    this.buffers = buffers;
    this.header = header;
  }

  /// What to write, in this order. The array is the caller's.
  @SuppressWarnings("EI_EXPOSE_REP")
  public ByteBuffer[] buffers() {
    return buffers;
  }

  /// Bytes in all.
  public long length() {
    return header.length();
  }

  /// From 1 within the file.
  public int sequence() {
    return header.sequence();
  }

  public long startWallMicros() {
    return header.startWallMicros();
  }

  /// When the last frame ends.
  public long endWallMicros() {
    return header.endWallMicros();
  }
}
