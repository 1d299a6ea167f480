package nightjar.media.mp4;

import java.util.ArrayList;
import java.util.List;
import nightjar.media.codec.CodecConfig;

/// One track of a [VirtualMp4] while it is laid out: of one coding and timescale, with as many configurations as came up.
/// Owned by [SpanLayout].
final class SpanTrack {
  final int slot;
  final int timescale;
  final List<CodecConfig> configs = new ArrayList<>();

  /// Decoding times on the timeline of the span; may begin below 0.
  final LongList dts = new LongList();

  /// Size, sync in bit 31 behind it, composition offset in the upper half.
  final LongList samples = new LongList();

  final LongList chunkOffsets = new LongList();

  /// Index of the configuration in the upper half, number of samples in the lower.
  final LongList chunks = new LongList();

  /// Where the last sample ends in decoding.
  long end;

  /// Where the last picture begins, and where it ends.
  long shown = Long.MIN_VALUE;

  long shownEnd = Long.MIN_VALUE;

  int smallestComposition;
  boolean reordered;
  boolean allSync = true;

  SpanTrack(int slot, CodecConfig config) {
    this.slot = slot;
    timescale = config.timescale();
    configs.add(config);
  }

  /// Whether frames of `config` can be samples of this track: players expect one coding a track.
  boolean takes(int otherSlot, CodecConfig config) {
    return slot == otherSlot
        && timescale == config.timescale()
        && configs.getFirst().getClass() == config.getClass();
  }

  /// Index of `config` among the track's sample entries.
  int entry(CodecConfig config) {
    int at = configs.indexOf(config);
    if (at < 0) {
      configs.add(config);
      at = configs.size() - 1;
    }
    return at;
  }

  boolean isEmpty() {
    return dts.size() == 0;
  }

  int count() {
    return dts.size();
  }

  /// Where a sample can be decoded that is shown `composition` later, so that it comes after every picture so far. A recording
  /// that broke off may end with a picture for whose predecessors in presentation nobody waits any more.
  long next(int composition) {
    boolean late = end + composition < shown + (shownEnd - shown) / 2;
    return late ? shownEnd - composition : end;
  }

  void chunk(long offset, int entry) {
    chunkOffsets.add(offset);
    chunks.add((long) entry << 32);
  }

  void sample(long sampleDts, int size, SampleTable from, int i) {
    sample(sampleDts, size, (int) (from.pts(i) - from.dts(i)), from.duration(i), from.sync(i));
  }

  private void sample(long sampleDts, int size, int composition, int duration, boolean sync) {
    long at = isEmpty() ? sampleDts : Math.max(sampleDts, dts.get(count() - 1) + 1);
    dts.add(at);
    samples.add((long) composition << 32 | (sync ? 1L << 31 : 0) | size);
    end = at + duration;
    shown = Math.max(shown, at + composition);
    shownEnd = Math.max(shownEnd, end + composition);
    smallestComposition = Math.min(smallestComposition, composition);
    reordered |= composition != 0;
    allSync &= sync;
    int chunk = chunks.size() - 1;
    chunks.set(chunk, chunks.get(chunk) + 1);
  }

  /// Makes the last picture shown before `out` appear at `out`. Players show it from there anyway, because the movie begins
  /// there; but FFmpeg would drop it, and then show all others too early.
  void showAt(long out) {
    int shown = -1;
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < count() && dts.get(i) <= out; i++) {
      long pts = dts.get(i) + (samples.get(i) >> 32);
      if (pts <= out && pts > latest) {
        latest = pts;
        shown = i;
      }
    }
    if (shown >= 0 && latest < out) {
      long sample = samples.get(shown);
      samples.set(shown, (out - dts.get(shown)) << 32 | (sample & 0xffffffffL));
      reordered = true;
    }
  }

  int size(int i) {
    return (int) samples.get(i) & Integer.MAX_VALUE;
  }

  boolean sync(int i) {
    return (samples.get(i) >> 31 & 1) != 0;
  }

  /// Made not negative by [#smallestComposition].
  int composition(int i) {
    return (int) (samples.get(i) >> 32) - smallestComposition;
  }

  /// Up to the next sample, over any gap; at most what `stts` can hold.
  long duration(int i) {
    long next = i + 1 < count() ? dts.get(i + 1) : end;
    return Math.min(next - dts.get(i), 0xffffffffL);
  }

  /// The tick of the media, counted from its first sample, that plays at `out` on the timeline of the span.
  long mediaTime(long out) {
    return out - dts.get(0) - smallestComposition;
  }
}
