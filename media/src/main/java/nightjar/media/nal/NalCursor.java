package nightjar.media.nal;

import java.nio.ByteBuffer;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.base.Fault;

/// Goes through the NAL units of one sample, parameter sets first when they are to be sent. Owned by one packetizer.
public final class NalCursor {
  private static final int LENGTH_BYTES = 4;

  private final ByteBuffer[] sets;
  private ByteBuffer sample = ByteBuffer.allocate(0);
  private int nextSet;
  private int next;
  private int end;
  private ByteBuffer source = sample;
  private int offset;
  private int length;

  public NalCursor(List<Bytes> sets) {
    this.sets = sets.stream().map(Bytes::buffer).toArray(ByteBuffer[]::new);
    this.nextSet = this.sets.length;
  }

  /// Stands on the first NAL unit.
  public void begin(ByteBuffer sample, int offset, int length, boolean withSets) {
    this.sample = sample;
    this.next = offset;
    this.end = offset + length;
    this.nextSet = withSets ? 0 : sets.length;
    advance();
  }

  /// Whether there is a NAL unit here.
  public boolean present() {
    return length > 0;
  }

  public ByteBuffer source() {
    return source;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  /// Length of the NAL unit behind this one, 0 when this is the last.
  public int followingLength() {
    if (nextSet < sets.length) {
      return sets[nextSet].capacity();
    }
    return next < end ? lengthAt(next) : 0;
  }

  public void advance() {
    length = followingLength();
    if (nextSet < sets.length) {
      source = sets[nextSet++];
      offset = 0;
    } else if (length > 0) {
      source = sample;
      offset = next + LENGTH_BYTES;
      next = offset + length;
    }
  }

  private int lengthAt(int index) {
    int found = end - index < LENGTH_BYTES ? -1 : sample.getInt(index);
    if (found <= 0 || found > end - index - LENGTH_BYTES) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          "a sample's NAL unit has length "
              + found
              + ", "
              + (end - index)
              + " bytes before its end",
          "");
    }
    return found;
  }
}
