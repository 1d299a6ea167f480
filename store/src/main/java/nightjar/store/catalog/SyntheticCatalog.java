package nightjar.store.catalog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nightjar.media.codec.CodecConfig;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;

/// Fills a catalog with recordings that exist nowhere, to measure queries at the size of a real site: one file a minute and
/// stream, in the order of time, as a recorder would have written them. Every eighth stream loses its network every few
/// minutes; the others once in a few hours.
///
/// Owned by one benchmark or test.
public final class SyntheticCatalog {
  private static final long MINUTE = 60_000_000;

  /// Where a frame index keeps the wall time of media time zero; see [nightjar.media.mp4.FrameIndex].
  private static final int ZERO_WALL_AT = 2;

  private final Catalog catalog;
  private final RandomGenerator random;
  private final List<Stream> streams = new ArrayList<>();
  private final byte[] index;
  private long codecs;

  /// One stream's recording so far.
  private static final class Stream {
    final StreamKey key;
    final long row;
    final int minutesBetweenGaps;
    long session;
    long sequence;

    Stream(StreamKey key, long row, int minutesBetweenGaps) {
      this.key = key;
      this.row = row;
      this.minutesBetweenGaps = minutesBetweenGaps;
    }
  }

  /// `index` is the frame index of some real file of a minute, and `configs` its tracks'.
  public SyntheticCatalog(
      Catalog catalog, RandomGenerator random, ByteBuffer index, List<CodecConfig> configs) {
    this.catalog = catalog;
    this.random = random;
    this.index = new byte[index.remaining()];
    index.get(index.position(), this.index);
    catalog.transaction(() -> codecs = catalog.writer().codecs(configs));
  }

  /// Adds `minutes` of `cameras` streams called `camera-N/main`, from `start` on. Returns how many files that are.
  public long fill(int cameras, long start, int minutes) {
    catalog.transaction(() -> {
      for (int i = 0; i < cameras; i++) {
        StreamKey key = StreamKey.of("camera-" + i, "main");
        streams.add(new Stream(key, catalog.writer().stream(key), i % 8 == 0 ? 5 : 300));
      }
      return streams;
    });
    long files = 0;
    for (int minute = 0; minute < minutes; minute += 60) {
      int first = minute;
      int last = Math.min(minutes, minute + 60);
      files += catalog.transaction(() -> hour(start, first, last));
    }
    return files;
  }

  private long hour(long start, int first, int last) {
    long files = 0;
    for (int minute = first; minute < last; minute++) {
      for (Stream stream : streams) {
        if (random.nextInt(stream.minutesBetweenGaps) == 0) {
          stream.session = 0;
        }
        file(stream, start + minute * MINUTE);
        files++;
      }
    }
    catalog.writer().alive(start + last * MINUTE);
    return files;
  }

  private void file(Stream stream, long minuteStart) {
    CatalogWriter writer = catalog.writer();
    boolean begins = stream.session == 0;
    long start = minuteStart + (begins ? random.nextInt(1, 20_000_000) : 0);
    long end = minuteStart + MINUTE;
    if (begins) {
      stream.session =
          writer.session(stream.row, random.nextLong() >>> 1, new Interval(start, end));
      stream.sequence = 0;
      writer.insertGap(stream.row, minuteStart, start, GapCause.NETWORK);
    }
    String path = stream.key.folder() + "/2026-01-01/" + start + ".mp4";
    long id =
        writer.file(
            new FileRow(
                0,
                stream.row,
                stream.session,
                stream.sequence++,
                start,
                end,
                30_000_000,
                FileState.SEALED,
                path,
                codecs));
    ByteBuffer.wrap(index).putLong(ZERO_WALL_AT, start);
    writer.frames(id, index);
  }
}
