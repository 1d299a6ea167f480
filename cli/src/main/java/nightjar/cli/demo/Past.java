package nightjar.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.cameras.scene.Place;
import nightjar.cameras.scene.SceneEncoder;
import nightjar.cameras.scene.SceneFormat;
import nightjar.cameras.scene.SceneLibrary;
import nightjar.media.frame.SlabPool;
import nightjar.store.Store;
import nightjar.store.StoreConfig;
import nightjar.store.disk.LocalDisk;
import nightjar.store.recording.Holding;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import nightjar.store.write.WriteLimits;

/// Makes a demo's past: what its cameras would have recorded, one picture a second, through the store's own writer. Every picture
/// is drawn for its instant, so the clock in it tells the truth; what is missing is really missing, with its cause.
///
/// A file marks a past that is not finished: whoever starts again goes on where it ends. Owned by the command's thread.
public final class Past {
  private static final String UNFINISHED = "demo-past-unfinished";
  private static final long GROUP_MICROS = PastCamera.GROUP_SECONDS * 1_000_000L;
  private static final int SLAB_BYTES = 256 * 1024;

  /// More than this many slabs on their way to the disk, and the next picture waits: nothing is dropped.
  private static final int MOST_SLABS = 24;

  /// Longer files, fewer syncs and more files in a minute than for a camera: a past that a power cut takes is made again.
  private static final WriteLimits LIMITS =
      new WriteLimits(
          Duration.ofSeconds(12),
          Duration.ofMinutes(5),
          WriteLimits.DEFAULT.fileBytes(),
          WriteLimits.DEFAULT.queueBytes(),
          WriteLimits.DEFAULT.streamFragments(),
          Integer.MAX_VALUE);

  private final Path folder;
  private final Clock clock;
  private final RandomGenerator random;
  private final Stop stop;

  public Past(Path folder, Clock clock, RandomGenerator random, Stop stop) {
    this.folder = folder;
    this.clock = clock;
    this.random = random;
    this.stop = stop;
  }

  /// Fills the time before now for the first `cameras` cameras, unless the folder holds footage already. `progress` hears how
  /// much is done, 0 to 1. Returns whether anything was made.
  public boolean make(int cameras, Duration length, DoubleConsumer progress) {
    long present = clock.wallMicros();
    long begin = present - length.toNanos() / 1_000;
    var past = new PastClock(clock, begin);
    var disk = new LocalDisk(folder);
    StoreConfig config = StoreConfig.DEFAULT.withLimits(LIMITS);
    try (Store store = Store.open(disk, config, past, random, StoreListener.SILENT)) {
      List<Holding> held = store.reader().holdings();
      boolean unfinished = Files.exists(folder.resolve(UNFINISHED));
      if (!held.isEmpty() && !unfinished) {
        past.set(present);
        return false;
      }
      long newest = held.stream().mapToLong(each -> each.interval().end()).max().orElse(begin);
      mark(true);
      boolean done = fill(store, past, cameras, Math.max(begin, newest), present, progress);
      if (done) {
        mark(false);
      }
      return true;
    }
  }

  /// Until it has caught up with the present, which goes on meanwhile; false when stopped before.
  private boolean fill(
      Store store, PastClock past, int cameras, long from, long present, DoubleConsumer progress) {
    var memory = new SlabPool(SLAB_BYTES, 256L << 20);
    var scenes = new SceneLibrary();
    List<PastCamera> all = new ArrayList<>();
    for (int n = 1; n <= cameras; n++) {
      var key = StreamKey.of("cam%03d".formatted(n), "main");
      all.add(new PastCamera(n, encoder(scenes, n), store.stream(key), memory));
    }
    try {
      long at = from;
      while (at + GROUP_MICROS <= clock.wallMicros() && !stop.requested()) {
        past.set(at);
        for (PastCamera camera : all) {
          camera.group(at, Missing.cause(camera.number(), at, present));
        }
        while (memory.lentSlabs() > MOST_SLABS + all.size()) {
          if (clock.sleep(Duration.ofMillis(2), stop)) {
            break;
          }
        }
        at += GROUP_MICROS;
        progress.accept((double) (at - from) / Math.max(1, clock.wallMicros() - from));
      }
      past.set(at);
      return !stop.requested();
    } finally {
      all.forEach(PastCamera::close);
    }
  }

  private static SceneEncoder encoder(SceneLibrary scenes, int camera) {
    var format =
        new SceneFormat(
            SceneFormat.Codec.H264,
            1280,
            720,
            PastCamera.FRAMES_PER_SECOND,
            PastCamera.GROUP_SECONDS * PastCamera.FRAMES_PER_SECOND,
            Place.of(camera),
            0);
    return scenes.camera(format, camera, "CAM %03d".formatted(camera));
  }

  private void mark(boolean unfinished) {
    Path marker = folder.resolve(UNFINISHED);
    try {
      if (unfinished) {
        Files.writeString(marker, "");
      } else {
        Files.deleteIfExists(marker);
      }
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          "cannot write " + marker + ": " + FileReason.of(e),
          "Check that the disk has room and that you may write there.",
          e);
    }
  }
}
