package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.SlabPool;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.ForwardingDisk;
import nightjar.store.disk.LocalDisk;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.Rebuild;
import nightjar.store.write.RecordingWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk so slow that cameras fill its queue while it is being emptied: what is written must be synced all the same.
class SlowWritesTest {
  private static final int CAMERAS = 10;
  private static final Duration PICTURE = Duration.ofMillis(40);
  private static final int PICTURES_PER_WRITE = 5;
  private static final int PICTURES = 25 * 60;

  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final SplittableRandom random = new SplittableRandom(5);
  private final SlabPool pool = new SlabPool(1 << 20, 256 << 20);
  private final Heard heard = new Heard();
  private final List<FrameMaker> cameras = new ArrayList<>();
  private final List<RecordingWriter> writers = new ArrayList<>();
  private int pictures;

  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsWrittenIsSyncedThoughMoreAndMoreWaits() {
    var disk = new LocalDisk(folder);
    Store.init(disk, random);
    try (Store store = Store.prepare(new Slow(disk), StoreConfig.DEFAULT, clock, random, heard)) {
      for (int i = 0; i < CAMERAS; i++) {
        cameras.add(new FrameMaker(pool, random, 25));
        writers.add(store.stream(StreamKey.of("cam" + i, "main")));
      }
      while (pictures < PICTURES) {
        picture();
        long before = clock.nanos();
        store.writer().step();
        assertThat(Duration.ofNanos(clock.nanos() - before)).isLessThan(Duration.ofSeconds(1));
      }
      assertThat(heard.durables()).hasSizeGreaterThan(4 * CAMERAS);
      writers.forEach(RecordingWriter::close);
      store.writer().finish();
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    } finally {
      cameras.forEach(FrameMaker::close);
    }
    assertThat(pool.lentSlabs()).isZero();
  }

  private void picture() {
    clock.advance(PICTURE);
    for (int i = 0; i < CAMERAS && pictures < PICTURES; i++) {
      writers.get(i).frame(cameras.get(i).picture(clock.wallMicros(), 1_000, 3600));
    }
    pictures++;
  }

  /// Cameras go on while it writes.
  private final class Slow extends ForwardingDisk {
    Slow(Disk disk) {
      super(disk);
    }

    @Override
    public DiskFile create(String path) {
      return new SlowFile(disk().create(path));
    }
  }

  private final class SlowFile implements DiskFile {
    private final DiskFile file;

    SlowFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer[] buffers, long position) {
      file.write(buffers, position);
      for (int i = 0; i < PICTURES_PER_WRITE; i++) {
        picture();
      }
    }

    @Override
    public int read(ByteBuffer into, long position) {
      return file.read(into, position);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      return file.transferTo(position, count, target);
    }

    @Override
    public void sync() {
      file.sync();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void truncate(long size) {
      file.truncate(size);
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
