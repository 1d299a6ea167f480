package nightjar.recorder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.media.frame.SlabPool;
import nightjar.media.rtsp.RtspClient;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.feed.Feeds;
import nightjar.recorder.ingest.Cameras;
import nightjar.recorder.ingest.StreamStatus;
import nightjar.recorder.settings.CameraEntry;
import nightjar.recorder.vault.FootageKeys;
import nightjar.recorder.vault.Vault;
import nightjar.store.Store;
import nightjar.store.StoreConfig;
import nightjar.store.disk.Disk;
import nightjar.store.disk.LocalDisk;
import nightjar.store.keep.RetentionRules;
import nightjar.store.keep.RetentionRules.Rule;
import nightjar.store.recording.Durable;
import nightjar.store.recording.StreamKey;
import nightjar.store.write.WriteLimits;
import nightjar.store.write.WriteMetrics;

/// The recorder, wired: one store, one thread per camera stream, one page.
///
/// Safe for any thread because its parts are.
public final class Recorder implements AutoCloseable {
  /// A key frame of 4 Mbit/s and what follows it in half a second fit; larger frames get slabs of their own.
  private static final int SLAB_BYTES = 256 * 1024;

  /// The recorder's own folder beside the cameras'; hidden, so that no camera can be called that.
  public static final String OWN = ".nightjar";

  private final Store store;
  private final Cameras cameras;
  private final CameraSet set;
  private final Feeds feeds;
  private final RecorderConfig config;
  private final Disk disk;
  private final Vault vault;
  private final FootageKeys keys;
  private final Stop stop = new Stop();

  /// Known from the start: a disk that is gone cannot say how large it is.
  private final long keepFree;

  private Recorder(
      Store store,
      Cameras cameras,
      CameraSet set,
      Feeds feeds,
      RecorderConfig config,
      Disk disk,
      FootageKeys keys,
      Vault vault) {
    this.vault = vault;
    this.keys = keys;
    this.store = store;
    this.cameras = cameras;
    this.set = set;
    this.feeds = feeds;
    this.config = config;
    this.disk = disk;
    keepFree = config.keepFreeOf(disk.space().totalBytes());
    Thread.ofVirtual().name("vault").start(() -> vault.run(stop));
  }

  /// Who wants to hear what has become durable; called on the disk's thread.
  @FunctionalInterface
  public interface DurableListener {
    void durable(Durable durable);
  }

  /// Opens the store in `data`, which must have been made before, and starts every camera of `config`.
  public static Recorder start(
      RecorderConfig config,
      Path data,
      Clock clock,
      RandomGenerator random,
      EventLog log,
      DurableListener durable) {
    // Planned before the store is opened, so that a wrong address changes nothing.
    List<CameraPlan> plans = config.cameras().stream().map(CameraPlan::of).toList();
    var listener = new StoreLog(log, data.toString(), durable);
    var plain = new LocalDisk(data);
    Path own = data.resolve(OWN);
    var keys = FootageKeys.open(data, own, config.keys(), config.encrypt(), log);
    Disk disk = keys.over(plain);
    long keepFree = config.keepFreeOf(disk.space().totalBytes());
    Store store = Store.open(disk, storeConfig(config, keepFree), clock, random, listener);
    Vault vault = open(store, keys, own, clock, log);
    var frames = new SlabPool(SLAB_BYTES, config.frameMemoryBytes());
    var feeds = new Feeds();
    var cameras = new Cameras(store, feeds, frames, clock, random, log);
    var set = new CameraSet(cameras, feeds);
    plans.forEach(plan -> set.put(plan, true));
    return new Recorder(store, cameras, set, feeds, config, disk, keys, vault);
  }

  private static Vault open(Store store, FootageKeys keys, Path own, Clock clock, EventLog log) {
    boolean good = false;
    try {
      Vault vault = Vault.open(own, store, keys, clock, log);
      good = true;
      return vault;
    } finally {
      if (!good) {
        store.close();
      }
    }
  }

  /// The store alone, its events logged, for looking after it by hand: no rule deletes anything.
  public static Store openStore(Disk disk, Clock clock, RandomGenerator random, EventLog log) {
    return Store.open(
        disk,
        StoreConfig.DEFAULT.withRetention(RetentionRules.KEEP_ALL),
        clock,
        random,
        new StoreLog(log, disk.name(), _ -> {}));
  }

  public Store store() {
    return store;
  }

  /// What becomes of footage after a reset.
  public Vault vault() {
    return vault;
  }

  /// What the footage is encrypted with, if it is.
  public FootageKeys keys() {
    return keys;
  }

  public List<StreamStatus> streams() {
    return set.streams();
  }

  /// The cameras at work, to be changed while they record.
  public CameraSet cameras() {
    return set;
  }

  /// The newest frames of every stream.
  public Feeds feeds() {
    return feeds;
  }

  /// For one look at a camera that is not recorded yet.
  public RtspClient client() {
    return cameras.client();
  }

  public WriteMetrics metrics() {
    return store.metrics();
  }

  /// Ends every session, waits until what was received is durable, and closes the store.
  @Override
  public void close() {
    stop.request();
    set.stopAll();
    cameras.close();
    store.close();
  }

  /// The disk's room.
  public Disk.Space space() {
    return disk.space();
  }

  /// Room that is always left on the disk.
  public long keepFreeBytes() {
    return keepFree;
  }

  /// How long footage of these cameras is kept, beside what the configuration file says of its own.
  public void keep(List<CameraEntry> settings) {
    Map<StreamKey, Rule> rules = rules(config);
    for (CameraEntry camera : settings) {
      var rule =
          new Rule(
              camera.keepDays().map(Duration::ofDays).orElse(null),
              camera.keepBytes().orElse(null));
      rules.putIfAbsent(StreamKey.of(camera.id(), "main"), rule);
      rules.putIfAbsent(StreamKey.of(camera.id(), "sub"), rule);
    }
    store.retention(new RetentionRules(new Rule(null, null), rules, keepFree));
  }

  private static Map<StreamKey, Rule> rules(RecorderConfig config) {
    Map<StreamKey, Rule> rules = new HashMap<>();
    for (CameraConfig camera : config.cameras()) {
      Rule rule =
          new Rule(
              camera.keep().orElse(null),
              camera.keepBytes().isPresent() ? camera.keepBytes().getAsLong() : null);
      rules.put(StreamKey.of(camera.id(), "main"), rule);
      rules.put(StreamKey.of(camera.id(), "sub"), rule);
    }
    return rules;
  }

  private static StoreConfig storeConfig(RecorderConfig config, long keepFree) {
    Map<StreamKey, Rule> rules = rules(config);
    var usual = WriteLimits.DEFAULT;
    var limits =
        new WriteLimits(
            config.interval(),
            usual.file(),
            usual.fileBytes(),
            Math.min(usual.queueBytes(), config.frameMemoryBytes() / 2),
            usual.streamFragments(),
            usual.filesAtOnce());
    return StoreConfig.DEFAULT
        .withLimits(limits)
        .withRetention(new RetentionRules(new Rule(null, null), rules, keepFree));
  }
}
