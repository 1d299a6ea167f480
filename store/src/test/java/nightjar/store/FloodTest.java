package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightjar.base.Bytes;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.Frame;
import nightjar.media.frame.SlabPool;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Span;
import nightjar.store.recording.Gap;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.Rebuild;
import nightjar.store.write.RecordingWriter;
import nightjar.store.write.WriteLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cameras that send more than a slow disk can take, beside one that sends what a camera sends.
class FloodTest {
  private static final StreamKey HONEST = StreamKey.of("honest", "main");
  private static final int FLOODERS = 8;
  private static final long END = Long.MAX_VALUE / 2;

  /// A queue of 32 MB: the flooders bring four times that in each of the disk's pauses, and fill it to the brim.
  private static final WriteLimits LIMITS =
      new WriteLimits(
          WriteLimits.DEFAULT.loss(),
          WriteLimits.DEFAULT.file(),
          WriteLimits.DEFAULT.fileBytes(),
          32 << 20,
          WriteLimits.DEFAULT.streamFragments(),
          WriteLimits.DEFAULT.filesAtOnce());

  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final SplittableRandom random = new SplittableRandom(9);
  private final SlabPool pool = new SlabPool(1 << 20, 256 << 20);
  private final Heard heard = new Heard();

  @TempDir private Path folder = Path.of("");

  @Test
  void camerasThatFloodASlowDiskCostTheHonestOneNothing() {
    var disk = new LocalDisk(folder);
    Store.init(disk, random);
    List<FrameMaker> flooders =
        Stream.generate(() -> new FrameMaker(pool, random, 1)).limit(FLOODERS).toList();
    StoreConfig config = StoreConfig.DEFAULT.withLimits(LIMITS);
    try (Store store = Store.prepare(disk, config, clock, random, heard);
        FrameMaker honest = new FrameMaker(pool, random, 25)) {
      List<RecordingWriter> floods =
          IntStream.range(0, FLOODERS).mapToObj(i -> store.stream(flooder(i))).toList();
      RecordingWriter writer = store.stream(HONEST);
      List<Bytes> sent = new ArrayList<>();
      for (int tick = 0; tick < 4 * 75; tick++) {
        int size = tick % 75 < 20 ? 500_000 : 60_000;
        for (int i = 0; i < FLOODERS; i++) {
          floods.get(i).frame(flooders.get(i).picture(clock.wallMicros(), size, 3600));
        }
        Frame picture = honest.picture(clock.wallMicros(), 20_000, 3600);
        sent.add(Bytes.copyOf(picture.bytes(), 0, picture.length()));
        writer.frame(picture);
        clock.advance(Duration.ofMillis(40));
        // The disk takes nothing for three seconds at a time.
        if (tick % 75 == 74) {
          store.writer().step();
        }
      }
      writer.close();
      clock.advance(Duration.ofSeconds(1));
      store.writer().step();
      assertThat(recorded(store)).isEqualTo(sent);
      assertThat(heard.events(StoreEvent.FragmentDropped.class))
          .extracting(StoreEvent.FragmentDropped::key)
          .doesNotContain(HONEST)
          .containsAll(IntStream.range(0, FLOODERS).mapToObj(FloodTest::flooder).toList());
      for (int i = 0; i < FLOODERS; i++) {
        assertThat(store.coverage(flooder(i), 0, END).gaps())
            .extracting(Gap::cause)
            .contains(GapCause.CAMERA);
      }
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    } finally {
      flooders.forEach(FrameMaker::close);
    }
    assertThat(pool.lentSlabs()).isZero();
  }

  private static StreamKey flooder(int number) {
    return StreamKey.of("flood-" + number, "main");
  }

  private static List<Bytes> recorded(Store store) {
    List<Bytes> found = new ArrayList<>();
    try (Span span = store.span(HONEST, 0, END)) {
      span.frames(frame -> {
        ByteBuffer bytes = frame.bytes();
        found.add(Bytes.copyOf(bytes, 0, bytes.remaining()));
      });
    }
    return found;
  }
}
