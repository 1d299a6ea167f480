package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.Frame;
import nightjar.media.frame.SlabPool;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Coverage;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.StreamKey;
import nightjar.store.write.RecordingWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way on a real disk: frames in, durable, reopened, a span out.
class StoreTest {
  private static final StreamKey KEY = StreamKey.of("front-door", "main");

  private final FakeClock clock = new FakeClock(Instant.parse("2026-10-25T00:59:30Z"));
  private final SplittableRandom random = new SplittableRandom(7);
  private final SlabPool pool = new SlabPool(1 << 20, 256 << 20);
  private final FrameMaker camera = new FrameMaker(pool, random, 25);
  private final Heard heard = new Heard();

  @TempDir Path folder;

  @Test
  void recordingSurvivesReopening() {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    List<byte[]> sent = new ArrayList<>();
    long start = clock.wallMicros();
    Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, heard);
    RecordingWriter writer = store.stream(KEY);
    record(store, writer, 25 * 150, sent);
    store.close();
    camera.close();
    assertThat(pool.lentSlabs()).isZero();

    try (Store again = Store.open(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      Coverage coverage = again.coverage(KEY, start, clock.wallMicros());
      assertThat(coverage.recorded()).hasSize(1);
      assertThat(coverage.percent()).isEqualTo(100);
    }
  }

  @Test
  void gapsAreBookedWithTheirCause() {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    long start = clock.wallMicros();
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      RecordingWriter writer = store.stream(KEY);
      record(store, writer, 250, new ArrayList<>());
      writer.gap(GapCause.NETWORK);
      clock.advance(Duration.ofSeconds(10));
      writer.gap(GapCause.CAMERA);
      clock.advance(Duration.ofSeconds(20));
      camera.newGop();
      record(store, writer, 250, new ArrayList<>());
      Coverage coverage = store.coverage(KEY, start, clock.wallMicros());
      assertThat(coverage.gaps())
          .extracting(gap -> gap.cause() + " " + Math.round(gap.interval().micros() / 1e6))
          .containsExactly("NETWORK 10", "CAMERA 20");
      assertThat(coverage.recorded()).hasSize(2);
      assertThat(coverage.percent()).isBetween(35.0, 42.0);
    }
    camera.close();
  }

  private void record(Store store, RecordingWriter writer, int frames, List<byte[]> sent) {
    for (int i = 0; i < frames; i++) {
      Frame frame = camera.picture(clock.wallMicros(), 2000, 3600);
      sent.add(bytes(frame.bytes()));
      writer.frame(frame);
      clock.advance(Duration.ofMillis(40));
      store.writer().step();
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(buffer.position(), copy);
    return copy;
  }
}
