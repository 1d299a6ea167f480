package nightjar.recorder.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.FakeClock;
import nightjar.cameras.session.Trouble;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.feed.Veil;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An FFmpeg that is not there, ends, hangs or talks nonsense: nobody gets a picture, and everybody a reason.
class FfmpegTroubleTest {
  private static final String MISSING = "";
  private static final String DIES = "exit 1";
  private static final String DIES_LATER = "head -c 3000 >/dev/null; exit 0";
  private static final String HANGS = "exec sleep 100000";
  private static final String READS_AND_HANGS = "cat >/dev/null; exec sleep 100000";
  private static final String NONSENSE = "exec head -c 1000000 /dev/urandom";

  private static final CodecConfig.Avc CONFIG =
      new CodecConfig.Avc(
          List.of(Bytes.of((byte) 0x67, (byte) 66, (byte) 0, (byte) 30, (byte) 120)),
          List.of(Bytes.of((byte) 0x68, (byte) 1, (byte) 2)),
          640,
          360);
  private static final Mask MIDDLE =
      new Mask(
          List.of(
              new Mask.Area(
                  List.of(
                      new Mask.Point(0.2, 0.2),
                      new Mask.Point(0.8, 0.2),
                      new Mask.Point(0.5, 0.8)))));

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock(Instant.EPOCH);

  @ParameterizedTest
  @ValueSource(strings = {MISSING, DIES, DIES_LATER, HANGS, READS_AND_HANGS, NONSENSE})
  void footageIsWithheld(String script) throws IOException {
    String ffmpeg = program(script);
    assertThatThrownBy(() ->
            CodedPictures.of(
                ffmpeg,
                CONFIG,
                Blackout.filter(MIDDLE),
                taker -> {
                  for (int i = 0; i < 50; i++) {
                    taker.picture(i * 3_600L, 0, i == 0, ByteBuffer.allocate(1_000));
                  }
                },
                clock))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(script.equals(MISSING) ? "not installed" : "");
  }

  @ParameterizedTest
  @ValueSource(strings = {MISSING, DIES, DIES_LATER, HANGS, READS_AND_HANGS, NONSENSE})
  void livePicturesAreWithheld(String script) throws Exception {
    var people = new People();
    var whole = new Feed();
    var stop = new Stop();
    var live = new MaskedLive(program(script), MIDDLE, new Semaphore(1), clock);
    Thread player = Thread.ofPlatform().start(() -> live.play(whole, people, stop));
    try (FrameBuilder builder = new FrameBuilder(new SlabPool(1 << 20, 64 << 20), 1 << 20)) {
      whole.begin();
      for (int i = 0; player.isAlive(); i++) {
        frame(builder, whole, i);
        player.join(10);
      }
    }
    assertThat(people.ends).hasSize(1);
    assertThat(people.ends.getFirst().kind()).isEqualTo(Fault.Kind.WITHHELD);
    assertThat(people.ends.getFirst().message()).isNotBlank();
    assertThat(people.frames).hasValue(0);
  }

  private static void frame(FrameBuilder builder, Feed whole, int number) {
    builder.append(ByteBuffer.allocate(1_000), 0, 1_000);
    long ticks = number * 3_600L;
    Frame frame = builder.finish(0, CONFIG, ticks, ticks, number * 40_000L, number % 25 == 0);
    whole.frame(frame);
  }

  private String program(String script) throws IOException {
    Path file = folder.resolve("ffmpeg");
    if (!script.equals(MISSING)) {
      Files.writeString(file, "#!/bin/sh\n" + script + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
    return file.toString();
  }

  /// Somebody always watches.
  private static final class People implements Veil.Screen {
    private final AtomicInteger frames = new AtomicInteger();
    private final List<Trouble> ends = new CopyOnWriteArrayList<>();

    @Override
    public boolean isWatched() {
      return true;
    }

    @Override
    public void begin() {}

    @Override
    public void frame(Frame frame) {
      frames.incrementAndGet();
    }

    @Override
    public void end(Trouble why) {
      ends.add(why);
    }
  }
}
