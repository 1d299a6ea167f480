package nightjar.media.mp4;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads the tables of an `stbl` side by side, telling each sample to a sink (ISO/IEC 14496-12, 8.6 and 8.7). A table cut short
/// by its box counts as far as it goes. Owned by one parser.
final class SampleTables {
  /// As [MovieFragment.Sink#sample].
  interface Sink {
    boolean sample(
        long offset, int size, int duration, int composition, int flags, int descriptionIndex);
  }

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private final Sink sink;
  private ByteBuffer durations = EMPTY;
  private ByteBuffer compositions = EMPTY;
  private ByteBuffer chunkRuns = EMPTY;
  private ByteBuffer sizes = EMPTY;
  private ByteBuffer chunks = EMPTY;
  private @Nullable ByteBuffer syncs;
  private boolean compactSizes;
  private boolean wideOffsets;

  SampleTables(ByteBuffer stbl, Sink sink) {
    this.sink = sink;
    for (Boxes in = new Boxes(stbl, 0, stbl.limit()); in.next(); ) {
      switch (in.type()) {
        case BoxType.STTS -> durations = in.body();
        case BoxType.CTTS -> compositions = in.body();
        case BoxType.STSC -> chunkRuns = in.body();
        case BoxType.STSS -> syncs = in.body();
        case BoxType.STSZ, BoxType.STZ2 -> {
          sizes = in.body();
          compactSizes = in.type() == BoxType.STZ2;
        }
        case BoxType.STCO, BoxType.CO64 -> {
          chunks = in.body();
          wideOffsets = in.type() == BoxType.CO64;
        }
        default -> {}
      }
    }
  }

  void read() {
    long sampleCount = sampleCount();
    long chunkCount = entries(chunks, wideOffsets ? 8 : 4);
    long chunkRunCount = entries(chunkRuns, 12);
    Runs duration = new Runs(durations);
    Runs composition = new Runs(compositions);
    Syncs sync = new Syncs(syncs);
    long sample = 0;
    int run = -1;
    for (long chunk = 1; chunk <= chunkCount && sample < sampleCount; chunk++) {
      while (run + 1 < chunkRunCount && u32(chunkRuns, 8 + 12 * (run + 1)) <= chunk) {
        run++;
      }
      if (run < 0) {
        continue;
      }
      long offset = chunkOffset((int) chunk - 1);
      long perChunk = u32(chunkRuns, 8 + 12 * run + 4);
      int description = chunkRuns.getInt(8 + 12 * run + 8);
      for (long i = 0; i < perChunk && sample < sampleCount; i++) {
        int size = size((int) sample);
        sample++;
        int flags = sync.is(sample) ? SampleFlags.SYNC : SampleFlags.DELTA;
        if (!sink.sample(offset, size, duration.next(), composition.next(), flags, description)) {
          return;
        }
        offset += size;
      }
    }
  }

  private long sampleCount() {
    if (sizes.limit() < 12) {
      return 0;
    }
    long claimed = u32(sizes, 8);
    if (!compactSizes && sizes.getInt(4) != 0) {
      return claimed;
    }
    int bits = compactSizes ? sizes.get(7) : 32;
    return bits <= 0 ? 0 : Math.min(claimed, (sizes.limit() - 12) * 8L / bits);
  }

  private int size(int sample) {
    if (!compactSizes) {
      int same = sizes.getInt(4);
      return same != 0 ? same : sizes.getInt(12 + 4 * sample);
    }
    return switch (sizes.get(7)) {
      case 4 -> sizes.get(12 + sample / 2) >> (sample % 2 == 0 ? 4 : 0) & 0xf;
      case 8 -> sizes.get(12 + sample) & 0xff;
      case 16 -> sizes.getShort(12 + 2 * sample) & 0xffff;
      default -> 0;
    };
  }

  private long chunkOffset(int chunk) {
    return wideOffsets ? chunks.getLong(8 + 8 * chunk) : u32(chunks, 8 + 4 * chunk);
  }

  /// How many entries of `size` bytes a table claims and has.
  private static long entries(ByteBuffer table, int size) {
    return table.limit() < 8 ? 0 : Math.min(u32(table, 4), (table.limit() - 8) / size);
  }

  private static long u32(ByteBuffer bytes, int at) {
    return bytes.getInt(at) & 0xffffffffL;
  }

  /// Pairs of how many samples and their value, of `stts` and `ctts`; the last value holds on, no value is 0.
  private static final class Runs {
    private final ByteBuffer table;
    private final long entries;
    private int entry;
    private long left;
    private int value;

    Runs(ByteBuffer table) {
      this.table = table;
      entries = entries(table, 8);
    }

    int next() {
      while (left == 0 && entry < entries) {
        left = u32(table, 8 + 8 * entry);
        value = table.getInt(8 + 8 * entry + 4);
        entry++;
      }
      if (left > 0) {
        left--;
      }
      return value;
    }
  }

  /// The sample numbers of `stss`, which rise; without the box every sample is one.
  private static final class Syncs {
    private final @Nullable ByteBuffer table;
    private final long entries;
    private int entry;

    Syncs(@Nullable ByteBuffer table) {
      this.table = table;
      entries = table == null ? 0 : entries(table, 4);
    }

    boolean is(long number) {
      if (table == null) {
        return true;
      }
      while (entry < entries && u32(table, 8 + 4 * entry) < number) {
        entry++;
      }
      return entry < entries && u32(table, 8 + 4 * entry) == number;
    }
  }
}
