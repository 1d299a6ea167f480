package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import nightjar.store.recording.Interval;
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
        ByteBuffer read = ByteBuffer.allocate(199_000);
        assertThat(mp4.read(1000, read)).isEqualTo(199_000);
        assertThat(read.array()).isEqualTo(middle);
        assertThat(mp4.read(mp4.length() - 5, read.clear())).isEqualTo(5);
        assertThat(mp4.read(mp4.length(), read)).isEqualTo(-1);
        assertThat(fileCopy(mp4)).isEqualTo(whole);
      }
    }
    camera.close();
  }

  @Test
  void aSpanIsLaidOutOnceWhileNothingOfItChanges() {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    long start = clock.wallMicros();
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      RecordingWriter writer = store.stream(KEY);
      record(store, writer, 25 * 10, new ArrayList<>());
      long to = start + 60_000_000;
      String first;
      try (Span span = store.span(KEY, start, to);
          Span again = store.span(KEY, start, to)) {
        SpanMp4 mp4 = span.mp4(Gaps.KEEP);
        first = mp4.etag();
        assertThat(again.mp4(Gaps.KEEP).layout()).isSameAs(mp4.layout());
        assertThat(again.mp4(Gaps.COLLAPSE).layout()).isNotSameAs(mp4.layout());
      }
      record(store, writer, 25 * 10, new ArrayList<>());
      try (Span grown = store.span(KEY, start, to)) {
        assertThat(grown.mp4(Gaps.KEEP).etag()).isNotEqualTo(first);
      }
    }
    camera.close();
  }

  @Test
  void timelineFillsHolesNobodySeesAndKeepsAMarkOfEachPointWithGaps() {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    long start = clock.wallMicros();
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      RecordingWriter writer = store.stream(KEY);
      for (int i = 0; i < 10; i++) {
        camera.newGop();
        record(store, writer, 250, new ArrayList<>());
        writer.gap(GapCause.NETWORK);
        clock.advance(Duration.ofSeconds(i == 5 ? 60 : 2));
      }
      store.writer().step();
      long to = clock.wallMicros();
      Coverage exact = store.coverage(KEY, start, to);
      assertThat(exact.recorded()).hasSize(10);
      Coverage coarse = store.reader().timeline(List.of(KEY), start, to, 30_000_000).getFirst();
      assertThat(coarse.recorded()).hasSize(2);
      assertThat(coarse.recordedMicros()).isEqualTo(exact.recordedMicros());
      assertThat(coarse.gaps()).hasSizeBetween(5, 7);
      assertThat(coarse.gaps()).anyMatch(gap -> gap.interval().micros() >= 60_000_000);
      long hole = exact.recorded().get(5).end();
      assertThat(store.reader().footageFrom(KEY, hole + 1))
          .isEqualTo(exact.recorded().get(6).start());
      assertThat(store.reader().footageFrom(KEY, start + 1)).isEqualTo(start + 1);
      assertThat(store.reader().footageFrom(KEY, to)).isNull();
      assertThat(store.reader().holdings())
          .singleElement()
          .satisfies(holding -> {
            assertThat(holding.interval().start()).isEqualTo(start);
            assertThat(holding.interval().end()).isEqualTo(exact.recorded().getLast().end());
          });
    }
    camera.close();
  }

  @Test
  void whatGoesOnOverMidnightIsOneStretchAndOneGap() {
    LocalDisk disk = new LocalDisk(folder);
    Store.init(disk, random);
    clock.advance(Duration.ofHours(23));
    long start = clock.wallMicros();
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      RecordingWriter writer = store.stream(KEY);
      record(store, writer, 25 * 130, new ArrayList<>());
      writer.gap(GapCause.NETWORK);
      clock.advance(Duration.ofDays(3));
      camera.newGop();
      record(store, writer, 250, new ArrayList<>());
      long to = clock.wallMicros();
      Coverage whole = store.coverage(KEY, start, to);
      assertThat(whole.recorded()).hasSize(2);
      assertThat(whole.gaps())
          .singleElement()
          .satisfies(gap -> {
            assertThat(gap.interval().start()).isEqualTo(whole.recorded().getFirst().end());
            assertThat(gap.interval().end()).isEqualTo(whole.recorded().getLast().start());
          });
      long day = 86_400_000_000L;
      long midnight = (start / day + 1) * day;
      Coverage second = store.coverage(KEY, midnight, midnight + day);
      assertThat(second.recorded())
          .containsExactly(new Interval(midnight, whole.recorded().getFirst().end()));
      assertThat(second.gaps())
          .singleElement()
          .satisfies(gap -> assertThat(gap.interval().end()).isEqualTo(midnight + day));
      assertThat(store.coverage(KEY, midnight + day, midnight + 2 * day).percent()).isZero();
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
      for (int i = 0; i < 75; i++) {
        if (i >= 32) {
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
        assertThat(span.pieces().getFirst().index().track(0).count()).isEqualTo(50);
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

  /// By the way that does not lead through the program.
  private byte[] fileCopy(SpanMp4 mp4) throws IOException {
    Path copy = folder.resolve("copy");
    try (FileChannel out =
        FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      mp4.send(0, mp4.length(), out, SpanMp4.Progress.SILENT);
    }
    return Files.readAllBytes(copy);
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
