package nightjar.media.mp4;

import java.util.Arrays;

/// The samples of one track in decoding order: where they lie and when they play, in ticks of the track.
///
/// Immutable. Indexes go from 0 to [#count] - 1.
public final class SampleTable {
  private final int count;
  private final long[] offsets;
  private final int[] sizes;
  private final long[] dts;
  private final int[] durations;
  private final int[] compositions;
  private final short[] flags;

  private SampleTable(Builder from) {
    count = from.count;
    offsets = from.offsets;
    sizes = from.sizes;
    dts = from.dts;
    durations = from.durations;
    compositions = from.compositions;
    flags = from.flags;
  }

  public int count() {
    return count;
  }

  /// From the start of the file.
  public long offset(int i) {
    return offsets[i];
  }

  public int size(int i) {
    return sizes[i];
  }

  public long dts(int i) {
    return dts[i];
  }

  public long pts(int i) {
    return dts[i] + compositions[i];
  }

  public int duration(int i) {
    return durations[i];
  }

  /// Whether a decoder can start here.
  public boolean sync(int i) {
    return (flags[i] & 1) != 0;
  }

  /// Index of the track's configuration in force.
  public int config(int i) {
    return flags[i] >> 1;
  }

  /// When the last sample ends; 0 without samples.
  public long endDts() {
    return count == 0 ? 0 : dts[count - 1] + durations[count - 1];
  }

  /// Collects samples. Owned by its creator; dead after [#build].
  static final class Builder {
    private int count;
    private long[] offsets = new long[64];
    private int[] sizes = new int[64];
    private long[] dts = new long[64];
    private int[] durations = new int[64];
    private int[] compositions = new int[64];
    private short[] flags = new short[64];

    int count() {
      return count;
    }

    long endDts() {
      return count == 0 ? 0 : dts[count - 1] + durations[count - 1];
    }

    void add(
        long offset,
        int size,
        long sampleDts,
        int duration,
        int composition,
        boolean sync,
        int config) {
      if (count == sizes.length) {
        grow();
      }
      offsets[count] = offset;
      sizes[count] = size;
      dts[count] = sampleDts;
      durations[count] = duration;
      compositions[count] = composition;
      flags[count] = (short) (config << 1 | (sync ? 1 : 0));
      count++;
    }

    SampleTable build() {
      return new SampleTable(this);
    }

    private void grow() {
      int capacity = count * 2;
      offsets = Arrays.copyOf(offsets, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      dts = Arrays.copyOf(dts, capacity);
      durations = Arrays.copyOf(durations, capacity);
      compositions = Arrays.copyOf(compositions, capacity);
      flags = Arrays.copyOf(flags, capacity);
    }
  }
}
