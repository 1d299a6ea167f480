package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.Frame;
import nightjar.media.frame.SlabPool;
import nightjar.media.mp4.Gaps;
import nightjar.media.mp4.Mp4File;
import nightjar.media.mp4.Source;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Coverage;
import nightjar.store.read.Span;
import nightjar.store.read.SpanMp4;
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
  void framesComeBackBitForBitAfterReopening() {
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

    try (Store again = Store.open(disk, StoreConfig.DEFAULT, clock, random, heard);
        Span span = again.span(KEY, start, clock.wallMicros())) {
      assertThat(span.files()).hasSize(3);
      List<byte[]> found = new ArrayList<>();
      span.frames(frame -> found.add(bytes(frame.bytes())));
      assertThat(found).hasSameSizeAs(sent);
      for (int i = 0; i < sent.size(); i++) {
        assertThat(found.get(i)).isEqualTo(sent.get(i));
      }
      Coverage coverage = again.coverage(KEY, start, clock.wallMicros());
      assertThat(coverage.recorded()).hasSize(1);
      assertThat(coverage.percent()).isEqualTo(100);
    }
  }

  @Test
  void aSpanIsOneMp4WhoseRangesAgree() throws IOException {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    long start = clock.wallMicros();
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      record(store, store.stream(KEY), 25 * 150, new ArrayList<>());
      try (Span span = store.span(KEY, start + 30_500_000, start + 90_500_000)) {
        SpanMp4 mp4 = span.mp4(Gaps.KEEP);
        assertThat(mp4.durationMicros()).isEqualTo(60_000_000);
        byte[] whole = send(mp4, 0, mp4.length());
        assertThat(whole).hasSize((int) mp4.length());
        assertThat(Mp4File.read(Source.of(ByteBuffer.wrap(whole))).tracks()).hasSize(1);
        byte[] middle = send(mp4, 1000, 200_000);
        assertThat(middle).isEqualTo(Arrays.copyOfRange(whole, 1000, 200_000));
      }
    }
    camera.close();
  }

  @Test
  void soundThatIsFirstHeardWhenAFragmentIsDueGetsItsTrackInTheNextFile() {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    long start = clock.wallMicros();
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      RecordingWriter writer = store.stream(KEY);
      for (int i = 0; i < 50; i++) {
        if (i >= 13) {
          writer.frame(camera.sound(clock.wallMicros()));
        }
        writer.frame(camera.picture(clock.wallMicros(), 1000, 3600));
        clock.advance(Duration.ofMillis(40));
      }
      writer.gap(GapCause.CAMERA);
      store.writer().step();
      try (Span span = store.span(KEY, start, clock.wallMicros())) {
        assertThat(span.files()).hasSize(2);
        assertThat(span.pieces().getFirst().configs()).hasSize(1);
        assertThat(span.pieces().getFirst().index().track(0).count()).isEqualTo(25);
        assertThat(span.pieces().getLast().configs()).hasSize(2);
        assertThat(span.pieces().getLast().index().track(1).count()).isEqualTo(24);
      }
    }
    camera.close();
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

  private static byte[] send(SpanMp4 mp4, long from, long to) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mp4.send(from, to, Channels.newChannel(out), SpanMp4.Progress.SILENT);
    return out.toByteArray();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(buffer.position(), copy);
    return copy;
  }
}
