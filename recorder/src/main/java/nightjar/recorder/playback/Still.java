package nightjar.recorder.playback;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.PlayerFragment;
import nightjar.media.mp4.PlayerMp4;

/// One picture: a key frame as an MP4 file of its own, and as JPEG where FFmpeg is installed, which decodes it in a process of its
/// own: what comes from a camera may be made to break decoders.
///
/// @param wallMicros when it was taken
/// @param blackout FFmpeg's filter that puts the camera's mask on, if it has one
public record Still(
    Bytes mp4, long wallMicros, CodecConfig.Video config, Optional<String> blackout) {
  private static final int SECONDS = 5;
  private static final int LARGEST_JPEG = 8 << 20;

  /// `frame` is MP4 sample data, from its position to its limit.
  public static Still of(CodecConfig.Video config, ByteBuffer frame, long wallMicros) {
    ByteBuffer init = PlayerMp4.init(List.of(config));
    var fragment = new PlayerFragment(1);
    fragment.track(0, 0);
    fragment.sample(config.timescale(), frame.remaining(), 0, true);
    ByteBuffer head = fragment.head();
    ByteBuffer whole = ByteBuffer.allocate(init.remaining() + head.remaining() + frame.remaining());
    whole.put(init).put(head).put(frame);
    return new Still(Bytes.of(whole.array()), wallMicros, config, Optional.empty());
  }

  /// The same behind a mask, by FFmpeg's filter: from then on there is a JPEG, or nothing.
  public Still masked(String filter) {
    return new Still(mp4, wallMicros, config, Optional.of(filter));
  }

  @Override
  public Bytes mp4() {
    if (isMasked()) {
      throw new IllegalStateException("the key frame of a masked picture");
    }
    return mp4;
  }

  public boolean isMasked() {
    return blackout.isPresent();
  }

  public String mime() {
    return PlayerMp4.mime(List.of(config));
  }

  /// As JPEG of at most `width`; empty without FFmpeg, or when the frame cannot be decoded.
  public Optional<byte[]> jpeg(int width) {
    try {
      Process process =
          new ProcessBuilder(
                  "ffmpeg",
                  "-nostdin",
                  "-loglevel",
                  "quiet",
                  "-threads",
                  "1",
                  "-protocol_whitelist",
                  "pipe",
                  "-f",
                  "mp4",
                  "-i",
                  "pipe:0",
                  "-frames:v",
                  "1",
                  "-vf",
                  blackout.map(filter -> filter + ",").orElse("")
                      + "scale='min("
                      + width
                      + ",iw)':-2",
                  "-f",
                  "mjpeg",
                  "-q:v",
                  "5",
                  "pipe:1")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return answer(process);
    } catch (IOException e) {
      return Optional.empty(); // not installed
    }
  }

  private Optional<byte[]> answer(Process process) throws IOException {
    Thread feeder = Thread.ofVirtual().name("picture").start(() -> feed(process));
    Thread watchdog = Thread.ofVirtual().name("picture watchdog").start(() -> end(process));
    byte[] jpeg = process.getInputStream().readNBytes(LARGEST_JPEG);
    process.destroy();
    join(feeder);
    join(watchdog);
    return jpeg.length > 0 ? Optional.of(jpeg) : Optional.empty();
  }

  private void feed(Process process) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(mp4.toArray());
    } catch (IOException e) {
      process.destroy(); // it has ended, or has seen enough
    }
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts whoever waits for a picture", e);
    }
  }
}
