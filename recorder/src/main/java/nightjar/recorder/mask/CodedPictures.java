package nightjar.recorder.mask;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.media.codec.CodecConfig;
import org.jspecify.annotations.Nullable;

/// A stretch of footage, coded anew with something done to every picture, as a whole in memory. Owned by the request or the export that made it.
public final class CodedPictures {
  /// A minute of 8 Mbit/s, ten seconds of 50.
  private static final long MOST_BYTES = 64 << 20;

  private static final Duration LOOK = Duration.ofSeconds(1);

  /// Seconds in which nothing comes out although something went in.
  private static final int STUCK = 20;

  private static final int TICKS = 90;

  /// One picture.
  ///
  /// @param ticks when it is shown, in 1/90000 s since the first picture that went in
  public record Picture(long ticks, boolean key, ByteBuffer bytes) {}

  /// Gives its pictures, in decoding order.
  @FunctionalInterface
  public interface Source {
    void send(Taker taker);
  }

  /// As [Coder#write].
  @FunctionalInterface
  public interface Taker {
    void picture(long ticks, int composition, boolean key, ByteBuffer bytes);
  }

  private final List<Picture> pictures = new ArrayList<>();
  private CodecConfig.@Nullable Avc config;
  private long bytes;
  private boolean torn;

  private CodedPictures() {}

  /// Takes as long as coding does. A WITHHELD fault when it cannot be done: then there is no picture at all.
  static CodedPictures of(
      String ffmpeg, CodecConfig.Video config, String retouching, Source source, Clock clock) {
    var made = new CodedPictures();
    var over = new Stop();
    try (Coder coder = Coder.start(ffmpeg, config, retouching, made::take)) {
      Thread.ofVirtual().name("coder watchdog").start(() -> watch(coder, clock, over));
      source.send(coder::write);
      coder.finish();
    } finally {
      over.request();
    }
    if (made.config == null || made.torn) {
      throw Fault.of(
          Fault.Kind.WITHHELD,
          "this footage cannot be coded anew: it is damaged, or changes in the middle",
          "Choose another span.");
    }
    return made;
  }

  private static void watch(Coder coder, Clock clock, Stop over) {
    int quiet = 0;
    int before = -1;
    while (!clock.sleep(LOOK, over)) {
      int now = coder.written() + coder.read();
      quiet = now == before ? quiet + 1 : 0;
      if (quiet >= STUCK) {
        coder.kill();
      }
      before = now;
    }
  }

  /// On the coder's thread, which has ended before anybody else looks.
  private void take(CodecConfig.Avc now, long millis, boolean key, ByteBuffer picture) {
    torn |= config != null && !config.equals(now);
    config = now;
    bytes += picture.remaining();
    if (bytes > MOST_BYTES) {
      torn = true;
      return;
    }
    long ticks = millis * TICKS;
    if (pictures.isEmpty() || ticks > pictures.getLast().ticks()) {
      pictures.add(new Picture(ticks, key, picture));
    }
  }

  public CodecConfig.Avc config() {
    CodecConfig.Avc known = config;
    if (known == null) {
      throw new IllegalStateException("nothing was made");
    }
    return known;
  }

  public List<Picture> pictures() {
    return pictures;
  }
}
