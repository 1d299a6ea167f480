package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import nightjar.media.codec.CodecConfig;

/// Writes a [FrameIndex] as the file grows. Owned by whoever writes or scans the file; one thread at a time.
final class FrameIndexWriter {
  private final BoxWriter out = BoxWriter.heap(8 << 10);
  private final Deltas[] tracks;
  private int groupAt = -1;
  private int runs;
  private Deltas track;
  private boolean reordered;

  FrameIndexWriter(int initLength, List<CodecConfig> configs) {
    tracks = new Deltas[configs.size()];
    out.u8(FrameIndex.VERSION);
    out.u8(tracks.length);
    out.u64(0);
    out.u32(initLength);
    for (int i = 0; i < tracks.length; i++) {
      tracks[i] = new Deltas();
      varint(configs.get(i).timescale());
    }
    track = new Deltas();
  }

  void zeroWallMicros(long wallMicros) {
    out.put64(FrameIndex.ZERO_WALL_AT, wallMicros);
  }

  /// Begins `count` frames of track `t`, the first at `dts`.
  void run(int t, long dts, int count, boolean withCompositions) {
    if (groupAt < 0) {
      groupAt = out.size();
      out.u32(0);
      runs = 0;
    }
    runs++;
    track = tracks[t];
    reordered = withCompositions;
    varint((long) t << 1 | (reordered ? 1 : 0));
    varint(count);
    varint(Deltas.zigzag(dts - track.dts));
    track.dts = dts;
  }

  void frame(int duration, int size, int composition, boolean sync) {
    int kind = sync ? 1 : 0;
    varint(Deltas.zigzag((long) duration - track.duration) << 1 | kind);
    varint(Deltas.zigzag((long) size - track.sizes[kind]));
    if (reordered) {
      varint(Deltas.zigzag((long) composition - track.composition));
    }
    track.dts += duration;
    track.duration = duration;
    track.sizes[kind] = size;
    track.composition = composition;
  }

  /// Ends the fragment, whose media begins `headLength` bytes from its start.
  void fragment(int headLength) {
    if (headLength >>> 24 != 0) {
      throw new IllegalArgumentException("a fragment head of " + headLength + " bytes");
    }
    out.add32(groupAt, runs << 24 | headLength);
    groupAt = -1;
  }

  int size() {
    return out.size();
  }

  ByteBuffer written() {
    return out.written().asReadOnlyBuffer();
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.u8((int) rest | 0x80);
      rest >>>= 7;
    }
    out.u8((int) rest);
  }
}
