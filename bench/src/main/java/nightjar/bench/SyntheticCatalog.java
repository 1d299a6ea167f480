package nightjar.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogWriter;
import nightjar.store.catalog.FileRow;
import nightjar.store.catalog.FileState;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;

/// Fills a catalog with as much footage as a site has in a month: one file a minute and stream, in the order of time, as a
/// recorder would have written them. Every row has the frame index of one of some real files, so spans can be laid out. Every eighth stream loses its network every few minutes; the others once in a
/// few hours. Owned by one benchmark.
final class SyntheticCatalog {
  private static final long MINUTE = 60_000_000;

  /// Where a frame index keeps the wall time of media time zero; see [nightjar.media.mp4.FrameIndex].
  private static final int ZERO_WALL_AT = 2;

  private final Catalog catalog;
  private final RandomGenerator random;
  private final List<Stream> streams = new ArrayList<>();
  private final List<Minute> minutes;
  private final Place place;
  private long codecs;

  /// Where the catalog says that a file lies which begins at `start`; `real` is the file of its minute.
  interface Place {
    String path(StreamKey key, long start, String real);
  }

  /// A recording file of a minute that exists.
  record Minute(String path, Bytes index, long bytes) {}

  /// One stream's recording so far.
  private static final class Stream {
    final StreamKey key;
    final long row;
    final int minutesBetweenGaps;
    long number;
    long sequence;

    Stream(StreamKey key, long row, int minutesBetweenGaps) {
      this.key = key;
      this.row = row;
      this.minutesBetweenGaps = minutesBetweenGaps;
    }
  }

  SyntheticCatalog(
      Catalog catalog,
      RandomGenerator random,
      List<Minute> minutes,
      List<CodecConfig> configs,
      Place place) {
    this.catalog = catalog;
    this.random = random;
    this.minutes = minutes;
    this.place = place;
    catalog.transaction(() -> codecs = catalog.writer().codecs(configs));
  }

  /// Adds `count` minutes of `cameras` streams called `camN/main`, N from 1, from `start` on. Returns how many files that are.
  long fill(int cameras, long start, int count) {
    catalog.transaction(() -> {
      for (int i = 0; i < cameras; i++) {
        StreamKey key = StreamKey.of("cam" + (i + 1), "main");
        streams.add(new Stream(key, catalog.writer().stream(key), i % 8 == 0 ? 5 : 300));
      }
      return streams;
    });
    long files = 0;
    for (int minute = 0; minute < count; minute += 60) {
      int first = minute;
      int last = Math.min(count, minute + 60);
      files += catalog.transaction(() -> hour(start, first, last));
    }
    return files;
  }

  private long hour(long start, int first, int last) {
    long files = 0;
    for (int minute = first; minute < last; minute++) {
      for (Stream stream : streams) {
        if (random.nextInt(stream.minutesBetweenGaps) == 0) {
          stream.number = 0;
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
    boolean begins = stream.number == 0;
    long start = minuteStart + (begins ? random.nextInt(1, 20_000_000) : 0);
    long end = minuteStart + MINUTE;
    if (begins) {
      stream.number = random.nextLong() >>> 1;
      stream.sequence = 0;
      writer.insertGap(stream.row, minuteStart, start, GapCause.NETWORK);
    }
    long session = writer.session(stream.row, stream.number, new Interval(start, end));
    Minute real = minutes.get((int) (minuteStart / MINUTE % minutes.size()));
    byte[] index = real.index().toArray();
    if (index.length > ZERO_WALL_AT + Long.BYTES) {
      ByteBuffer.wrap(index).putLong(ZERO_WALL_AT, start);
    }
    writer.file(
        new FileRow(
            0,
            stream.row,
            session,
            stream.sequence++,
            start,
            end,
            real.bytes(),
            FileState.SEALED,
            place.path(stream.key, start, real.path()),
            codecs),
        index);
  }
}
