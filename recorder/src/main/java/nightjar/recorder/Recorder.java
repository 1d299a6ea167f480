package nightjar.recorder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;
import nightjar.media.frame.SlabPool;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.ingest.CameraThread;
import nightjar.recorder.ingest.Cameras;
import nightjar.recorder.ingest.StreamStatus;
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
/// Safe for any thread because the list of cameras never changes after the start.
public final class Recorder implements AutoCloseable {
  /// A key frame of 4 Mbit/s and what follows it in half a second fit; larger frames get slabs of their own.
  private static final int SLAB_BYTES = 256 * 1024;

  private final Store store;
  private final Cameras cameras;
  private final List<CameraThread> threads;

  /// A stream to record; made before the store is opened, so that a wrong address changes nothing.
  private record Planned(StreamKey key, RtspUrl url, TransportChoice transport) {}

  private Recorder(Store store, Cameras cameras, List<CameraThread> threads) {
    this.store = store;
    this.cameras = cameras;
    this.threads = List.copyOf(threads);
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
    List<Planned> plan = config.cameras().stream().flatMap(Recorder::plan).toList();
    var listener = new StoreLog(log, data.toString(), durable);
    Store store = Store.open(new LocalDisk(data), storeConfig(config), clock, random, listener);
    var frames = new SlabPool(SLAB_BYTES, config.frameMemoryBytes());
    var cameras = new Cameras(store, frames, clock, random, log);
    List<CameraThread> threads = new ArrayList<>();
    for (Planned each : plan) {
      threads.add(cameras.record(each.key, each.url, each.transport));
    }
    return new Recorder(store, cameras, threads);
  }

  /// The store alone, its events logged, for looking after it by hand.
  public static Store openStore(Disk disk, Clock clock, RandomGenerator random, EventLog log) {
    return Store.open(
        disk, StoreConfig.DEFAULT, clock, random, new StoreLog(log, disk.name(), _ -> {}));
  }

  public Store store() {
    return store;
  }

  public List<StreamStatus> streams() {
    return threads.stream().map(CameraThread::status).toList();
  }

  public WriteMetrics metrics() {
    return store.metrics();
  }

  /// Ends every session, waits until what was received is durable, and closes the store.
  @Override
  public void close() {
    threads.forEach(CameraThread::stop);
    threads.forEach(CameraThread::close);
    cameras.close();
    store.close();
  }

  private static Stream<Planned> plan(CameraConfig camera) {
    var main =
        new Planned(
            StreamKey.of(camera.id(), "main"),
            CameraAddress.url(camera, camera.url()),
            camera.transport());
    Stream<Planned> sub =
        camera.subUrl().stream()
            .map(url ->
                new Planned(
                    StreamKey.of(camera.id(), "sub"),
                    CameraAddress.url(camera, url),
                    camera.transport()));
    return Stream.concat(Stream.of(main), sub);
  }

  private static StoreConfig storeConfig(RecorderConfig config) {
    Map<StreamKey, Rule> rules = new HashMap<>();
    for (CameraConfig camera : config.cameras()) {
      Rule rule =
          new Rule(
              camera.keep().orElse(null),
              camera.keepBytes().isPresent() ? camera.keepBytes().getAsLong() : null);
      rules.put(StreamKey.of(camera.id(), "main"), rule);
      rules.put(StreamKey.of(camera.id(), "sub"), rule);
    }
    var usual = WriteLimits.DEFAULT;
    var limits =
        new WriteLimits(
            config.interval(),
            usual.file(),
            usual.fileBytes(),
            usual.queueBytes(),
            usual.streamFragments());
    return StoreConfig.DEFAULT
        .withLimits(limits)
        .withRetention(new RetentionRules(new Rule(null, null), rules, config.keepFreeBytes()));
  }
}
