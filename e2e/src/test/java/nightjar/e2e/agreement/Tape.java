package nightjar.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.RecorderConfig;
import nightjar.store.Store;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.LocalDisk;
import nightjar.store.recording.Durable;

/// A whole recorder at work in a folder of its own, and what it left there. Owned by its test; [#frames] and [#log] are safe
/// for any thread because the collections behind them are.
public final class Tape implements AutoCloseable {
  public static final Clock CLOCK = new SystemClock();

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Path folder;
  private final Map<String, Durable> durable = new ConcurrentHashMap<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Recorder recorder;
  private boolean open = true;

  public Tape(Path folder, List<CameraConfig> cameras) {
    this(folder, RecorderConfig.defaults().with(cameras));
  }

  /// A folder that holds recordings already goes on.
  public Tape(Path folder, RecorderConfig config) {
    this.folder = folder;
    var disk = new LocalDisk(folder);
    if (!disk.exists(DiskIdentity.FILE)) {
      Store.init(disk, new SecureRandom());
    }
    recorder =
        Recorder.start(
            config,
            folder,
            CLOCK,
            new SecureRandom(),
            (event, subject, detail) -> log.add(event.name() + " " + subject + ": " + detail),
            news -> durable.put(news.path(), news));
  }

  public Recorder recorder() {
    return recorder;
  }

  /// Every event since the start, one a line.
  public List<String> log() {
    return List.copyOf(log);
  }

  /// Frames of all tracks of a camera that are safe.
  public long frames(String camera) {
    return durable.values().stream()
        .filter(news -> news.key().camera().toString().equals(camera))
        .mapToLong(Durable::frames)
        .sum();
  }

  /// Waits until `done` or for `most`, and says which.
  public static boolean wait(Duration most, java.util.function.BooleanSupplier done) {
    long until = CLOCK.nanos() + most.toNanos();
    Stop never = new Stop();
    while (!done.getAsBoolean()) {
      if (CLOCK.nanos() - until > 0) {
        return false;
      }
      CLOCK.sleep(LOOK, never);
    }
    return true;
  }

  public static void pause(Duration time) {
    CLOCK.sleep(time, new Stop());
  }

  /// The recording files of a camera, oldest first.
  public List<Path> files(String camera) {
    return files(folder.resolve(camera));
  }

  /// All recording files under `folder`, oldest first.
  public static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(f -> f.toString().endsWith(".mp4")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every file is read by FFmpeg from end to end without a word.
  public static void assertClean(List<Path> files) {
    for (Path file : files) {
      assertClean(file);
    }
  }

  public static void assertClean(Path file) {
    // In its own ticks: rounded to the frame rate it states, two pictures of a camera that drifts
    // can have the same time.
    Program.quiet(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-xerror",
            "-i",
            file.toString(),
            "-enc_time_base",
            "-1",
            "-f",
            "null",
            "-"));
    List<String> probe =
        Program.quiet(
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "format=duration",
                "-of",
                "csv=p=0",
                file.toString()));
    assertThat(probe).as("duration of " + file).hasSize(1);
  }

  @Override
  public void close() {
    end();
  }

  /// Ends the recording: what was received is in its files when this returns.
  public void end() {
    if (open) {
      open = false;
      recorder.close();
    }
  }
}
