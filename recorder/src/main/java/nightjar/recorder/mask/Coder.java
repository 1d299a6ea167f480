package nightjar.recorder.mask;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.PlayerFragment;
import nightjar.media.mp4.PlayerMp4;
import org.jspecify.annotations.Nullable;

/// One FFmpeg that decodes, retouches and encodes anew, in a process of its own that opens nothing but its pipes. Whatever goes wrong ends
/// it: then no picture comes out. Safe for any thread because one writes, one of its own reads, and the rest is volatile.
final class Coder implements AutoCloseable {
  /// 8 K; a stream that claims more would fill the memory.
  private static final int MOST_PIXELS = 7_680 * 4_320;

  private final Process process;
  private final OutputStream in;
  private final Thread reader;
  private byte[] copy = new byte[64 * 1024];
  private int sequence;
  private volatile @Nullable Fault failed;
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger read = new AtomicInteger();

  private Coder(Process process, FlvReader flv, FlvReader.Sink sink) {
    this.process = process;
    this.in = process.getOutputStream();
    // A platform thread: reading a pipe holds whatever carries the thread.
    this.reader = Thread.ofPlatform().daemon().name("masked pictures").start(() -> read(flv, sink));
  }

  /// Begins; an UNSUPPORTED fault without FFmpeg. Pictures come to `sink` on a thread of the coder's own.
  static Coder start(
      String ffmpeg, CodecConfig.Video config, String retouching, FlvReader.Sink sink) {
    int width = Math.max(2, config.width() & ~1);
    int height = Math.max(2, config.height() & ~1);
    try {
      Process process =
          new ProcessBuilder(command(ffmpeg, retouching, width, height))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var coder = new Coder(process, new FlvReader(process.getInputStream(), width, height), sink);
      coder.send(PlayerMp4.init(List.of(config)));
      return coder;
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.WITHHELD,
          "these pictures are made by FFmpeg, which is not installed or does not start",
          "Install the package ffmpeg. Until then nobody sees the pictures of a masked camera; it is recorded all the same.",
          e);
    }
  }

  /// Whether FFmpeg decodes, applies this filter and encodes H.264 here. Takes a tenth of a second.
  static boolean works(String ffmpeg, String filter) {
    try {
      Process process =
          new ProcessBuilder(
                  ffmpeg,
                  "-nostdin",
                  "-loglevel",
                  "quiet",
                  "-f",
                  "lavfi",
                  "-i",
                  "color=s=64x64:d=0.04",
                  "-vf",
                  filter,
                  "-c:v",
                  "libx264",
                  "-f",
                  "null",
                  "-")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts whoever tries FFmpeg", e);
    }
  }

  private static List<String> command(String ffmpeg, String retouching, int width, int height) {
    String filter = "scale=" + width + ":" + height + "," + retouching + ",format=yuv420p";
    return List.of(
        ffmpeg,
        "-nostdin",
        "-loglevel",
        "quiet",
        "-threads",
        "1",
        "-max_pixels",
        Integer.toString(MOST_PIXELS),
        "-protocol_whitelist",
        "pipe",
        "-probesize",
        "32",
        "-analyzeduration",
        "0",
        "-copyts",
        "-f",
        "mp4",
        "-i",
        "pipe:0",
        "-map",
        "0:v:0",
        "-vf",
        filter,
        "-fps_mode",
        "passthrough",
        "-enc_time_base",
        "1:1000",
        "-c:v",
        "libx264",
        "-threads",
        "1",
        "-preset",
        "ultrafast",
        "-tune",
        "zerolatency",
        "-crf",
        "24",
        "-g",
        "50",
        "-f",
        "flv",
        "-flvflags",
        "no_duration_filesize",
        "-flush_packets",
        "1",
        "pipe:1");
  }

  /// A picture in decoding order; `ticks` count from the first one's presentation, in 1/90000 s.
  void write(long ticks, int composition, boolean key, ByteBuffer bytes) {
    var fragment = new PlayerFragment(++sequence);
    fragment.track(0, ticks);
    fragment.sample(3_600, bytes.remaining(), composition, key);
    written.incrementAndGet();
    try {
      send(fragment.head());
      send(bytes);
      in.flush();
    } catch (IOException e) {
      throw ended();
    }
  }

  private void send(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    if (copy.length < length) {
      copy = new byte[length];
    }
    bytes.get(copy, 0, length);
    in.write(copy, 0, length);
  }

  /// No more pictures come; those that went in come out, then this returns. A fault if it ended badly.
  void finish() {
    try {
      in.close();
      reader.join();
      if (process.waitFor() != 0 || failed != null) {
        throw ended();
      }
    } catch (IOException e) {
      throw ended();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts whoever waits for pictures", e);
    }
  }

  boolean isAlive() {
    return reader.isAlive();
  }

  /// Pictures that went in; it is stuck when they rise and those that came out do not.
  int written() {
    return written.get();
  }

  int read() {
    return read.get();
  }

  /// Ends it now.
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      reader.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts whoever ends a coder", e);
    }
  }

  /// For a watchdog: whoever writes or reads wakes up with a fault.
  void kill() {
    process.destroyForcibly();
  }

  private void read(FlvReader flv, FlvReader.Sink sink) {
    try {
      flv.read((config, millis, key, bytes) -> {
        read.incrementAndGet();
        sink.picture(config, millis, key, bytes);
      });
    } catch (IOException e) {
      failed = ended();
      process.destroy();
    } catch (Fault fault) {
      failed = fault;
      process.destroy();
    }
  }

  private Fault ended() {
    Fault cause = failed;
    return cause != null && cause.kind() != Fault.Kind.WITHHELD
        ? cause
        : Fault.of(
            Fault.Kind.WITHHELD,
            "FFmpeg ended while it coded the pictures anew",
            "It is started again by itself. If it goes on, look at the memory, and at the version of FFmpeg.");
  }
}
