package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.Frame;
import nightjar.media.frame.SlabPool;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.FileRow;
import nightjar.store.crypt.EncryptedDisk;
import nightjar.store.crypt.KeyRing;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.FaultyDisk;
import nightjar.store.keep.RetentionRules;
import nightjar.store.read.CoverageQuery;
import nightjar.store.read.Span;
import nightjar.store.recording.CameraId;
import nightjar.store.recording.Durable;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.CheckReport;
import nightjar.store.recover.Finding;
import nightjar.store.recover.Rebuild;
import nightjar.store.write.RecordingWriter;
import nightjar.store.write.WriteLimits;

/// One random life of a store on a disk that does its worst, and the oracle that watches it:
///
/// - every frame that was ever reported durable is found bit for bit, in its file, at its place, after every restart;
/// - every frame found is one that was sent, in the order it was sent, without a hole within a file;
/// - in times without faults no frame older than the interval is missing after a crash;
/// - `check` finds nothing after a restart;
/// - in every third life the recordings are encrypted, no place of a file gets a second text, and a start without the keys spoils nothing;
/// - no file handle and no frame's memory is left behind, and nothing is written on a disk that is not ours.
///
/// Owned by one test.
final class Simulation implements StoreListener {
  private static final long LOSS_NANOS = 2_000_000_000L;

  /// One frame that was sent.
  private record Sent(Bytes bytes, long arrivedNanos, boolean healthy) {}

  /// One camera stream and what was sent of it.
  private static final class Camera {
    final StreamKey key;
    final FrameMaker maker;
    final List<Sent> sent = new ArrayList<>();
    final Map<Bytes, Integer> places = new HashMap<>();
    RecordingWriter writer;
    boolean recording;

    /// Frames before this place were looked for after an earlier restart.
    int settled;

    Camera(StreamKey key, FrameMaker maker, RecordingWriter writer) {
      this.key = key;
      this.maker = maker;
      this.writer = writer;
    }
  }

  private final SplittableRandom random;

  /// Of its own, so that a seed's life is the same with and without encryption.
  private final SplittableRandom secrets;

  private final FakeClock clock;
  private final FaultyDisk disk;
  private final SlabPool pool = new SlabPool(64 << 10, 64 << 20);
  private final StoreConfig config;
  private final List<Camera> cameras = new ArrayList<>();
  private final TreeMap<String, Long> durableFrames = new TreeMap<>();
  private final Set<String> expired = new HashSet<>();
  private final List<Interval> locked = new ArrayList<>();
  private final Set<String> lockedFiles = new HashSet<>();
  private int expiredFiles;
  private final boolean encrypted;
  private Store store;
  private boolean faulty;
  private boolean lost;
  final StringBuilder trace = new StringBuilder();
  int crashes;
  int returns;
  long framesFound;

  Simulation(long seed) {
    random = new SplittableRandom(seed);
    secrets = new SplittableRandom(~seed);
    clock = new FakeClock(Instant.parse("2026-03-28T23:59:50Z"));
    disk = new FaultyDisk("simulated-" + seed, random.split(), clock);
    RetentionRules.Rule rule =
        new RetentionRules.Rule(null, random.nextInt(4) == 0 ? 40_000L : null);
    config =
        StoreConfig.DEFAULT
            .withLimits(
                new WriteLimits(
                    Duration.ofSeconds(2), Duration.ofSeconds(6), 60_000, 1 << 20, 8, 16))
            .withRetention(new RetentionRules(rule, Map.of(), 0));
    encrypted = seed % 3 == 0;
    Store.init(disk, random);
    if (encrypted) {
      disk.refuseRewriting();
    }
    store = Store.prepare(recordings(), config, clock, random, this);
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      StreamKey key = StreamKey.of("camera" + i, "main");
      cameras.add(
          new Camera(
              key, new FrameMaker(pool, random.split(), 3 + random.nextInt(8)), store.stream(key)));
    }
  }

  /// The disk as the store gets it; keys are read anew each time, as a new start does.
  private Disk recordings() {
    if (!encrypted) {
      return disk;
    }
    KeyRing keys = KeyRing.open(disk, ".keys", secrets);
    keys.current();
    return new EncryptedDisk(disk, keys, true, secrets);
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      if (!lost && !faulty) {
        compareDays();
      }
    }
    heal();
    frames(20);
    Map<Camera, Integer> mustHave = owed(0);
    store.close();
    reopen();
    settle(mustHave);
    store.close();
    cameras.forEach(camera -> camera.maker.close());
    assertThat(pool.lentSlabs()).as("frames whose memory nobody gave back").isZero();
    disk.assertNothingOpen();
    disk.discard();
  }

  /// What the store says of days it knows, and what another reader finds in the rows.
  private void compareDays() {
    long now = clock.wallMicros();
    String id = DiskIdentity.require(disk).disk();
    try (Catalog rows = Catalog.openToRead(disk.database(Catalog.NAME), id)) {
      var beside = new CoverageQuery(rows, clock);
      for (Camera camera : cameras) {
        for (long from : new long[] {0, now - 60_000_000}) {
          assertThat(store.coverage(camera.key, from, now))
              .isEqualTo(beside.of(camera.key, new Interval(from, now)));
        }
      }
    }
  }

  private void step() {
    int what = random.nextInt(24);
    trace.append(what).append(lost ? "L" : faulty ? "F" : "").append(' ');
    switch (what) {
      case 0, 1 -> crash();
      case 2 -> kill();
      case 3 -> {
        Map<Camera, Integer> mustHave = owed(0);
        store.close();
        reopen();
        settle(mustHave);
      }
      case 4 -> fault(() -> disk.failSyncs(1 + random.nextInt(3)));
      case 5 -> fault(() -> disk.failWrites(1 + random.nextInt(2)));
      case 6 -> {
        if (!faulty) {
          fault(() -> disk.capacity(used() + random.nextInt(3000)));
        }
      }
      case 7 -> fault(() -> disk.slowSyncs(Duration.ofMillis(random.nextInt(4000))));
      case 8 -> swapOrVanish();
      case 9 -> clock.stepWall(Duration.ofMillis(random.nextLong(-4_000_000, 4_000_000)));
      case 10 -> {
        Camera camera = anyCamera();
        camera.writer.gap(GapCause.of(1 + random.nextInt(6)));
        camera.recording = false;
      }
      case 11 -> {
        Camera camera = anyCamera();
        camera.maker.config =
            camera.maker.config.equals(FrameMaker.SMALL) ? FrameMaker.LARGE : FrameMaker.SMALL;
        camera.maker.newGop();
      }
      case 12 -> lock();
      case 13 -> {
        Camera camera = anyCamera();
        fault(() -> camera.maker.dts -= 100_000L);
      }
      case 14 -> heal();
      default -> frames(5 + random.nextInt(40));
    }
  }

  /// Sends frames of every camera, 25 a second, the disk's thread running beside.
  private void frames(int count) {
    for (int i = 0; i < count; i++) {
      for (Camera camera : cameras) {
        send(camera, camera.maker.picture(clock.wallMicros(), 60, 3600));
        if (random.nextInt(3) == 0) {
          send(camera, camera.maker.sound(clock.wallMicros()));
        }
      }
      clock.advance(Duration.ofMillis(40));
      store.writer().step();
    }
  }

  private void send(Camera camera, Frame frame) {
    // Nothing is promised of frames before a key frame, nor of sound the first file does not know
    // yet.
    if (frame.track() == 0 && frame.sync() && !faulty && !lost) {
      camera.recording = true;
    }
    if (faulty || lost) {
      camera.recording = false;
    }
    Bytes bytes = Bytes.copyOf(frame.bytes(), 0, frame.length());
    camera.places.put(bytes, camera.sent.size());
    camera.sent.add(new Sent(bytes, clock.nanos(), camera.recording && frame.track() == 0));
    camera.writer.frame(frame);
  }

  /// From here on nothing is owed, nor of the frames that are not durable yet.
  private void fault(Runnable what) {
    faulty = true;
    for (Camera camera : cameras) {
      for (int i = camera.sent.size() - 1;
          i >= 0 && camera.sent.get(i).arrivedNanos() > clock.nanos() - LOSS_NANOS;
          i--) {
        Sent sent = camera.sent.get(i);
        camera.sent.set(i, new Sent(sent.bytes(), sent.arrivedNanos(), false));
      }
    }
    what.run();
  }

  private void heal() {
    disk.heal();
    if (lost && random.nextBoolean()) {
      store.abandon();
      reopen();
    } else if (lost) {
      awaitBack();
    }
    frames(3);
    faulty = false;
  }

  /// The disk is plugged in again: recording goes on by itself, and everything is as after a new start.
  private void awaitBack() {
    for (int i = 0; lost && i < 10; i++) {
      clock.advance(Duration.ofSeconds(1));
      store.writer().step();
    }
    assertThat(lost).as("lost although the disk is back").isFalse();
    assertThat(store.check(Rebuild.Progress.SILENT).findings().stream().map(Finding::explain))
        .as("check after the disk came back")
        .isEmpty();
    for (Camera camera : cameras) {
      camera.recording = false;
      camera.maker.newGop();
    }
  }

  private void swapOrVanish() {
    boolean swapped = random.nextBoolean();
    fault(swapped ? disk::swap : disk::vanish);
    frames(1 + random.nextInt(60));
    if (swapped) {
      assertThat(disk.filesOnTheOtherDisk()).as("files on a disk that is not ours").isEmpty();
    }
  }

  private void crash() {
    crashes++;
    Map<Camera, Integer> mustHave = owed(LOSS_NANOS);
    store.abandon();
    disk.crash();
    if (random.nextInt(6) == 0) {
      disk.loseDatabase();
    }
    reopen();
    settle(mustHave);
  }

  private void kill() {
    Map<Camera, Integer> mustHave = owed(LOSS_NANOS);
    store.abandon();
    disk.heal();
    reopen();
    settle(mustHave);
  }

  /// For each camera the place behind the last frame that may not be missing any more.
  private Map<Camera, Integer> owed(long younger) {
    Map<Camera, Integer> owed = new HashMap<>();
    for (Camera camera : cameras) {
      int place = camera.sent.size();
      while (place > 0 && camera.sent.get(place - 1).arrivedNanos() > clock.nanos() - younger) {
        place--;
      }
      owed.put(camera, place);
    }
    return owed;
  }

  private void settle(Map<Camera, Integer> owed) {
    owed.forEach((camera, place) -> {
      Set<Integer> found = found(camera);
      for (int i = camera.settled; i < place; i++) {
        if (camera.sent.get(i).healthy() && expiredFiles == 0) {
          assertThat(found.contains(i))
              .as(
                  "%s: frame %d of %d is there, %d ms old; found is %s",
                  camera.key,
                  i,
                  camera.sent.size(),
                  (clock.nanos() - camera.sent.get(i).arrivedNanos()) / 1_000_000,
                  ranges(found) + files(camera))
              .isTrue();
        }
      }
      camera.settled = camera.sent.size();
    });
  }

  private String files(Camera camera) {
    try (Span span = store.span(camera.key, 0, Long.MAX_VALUE / 2)) {
      StringBuilder b = new StringBuilder();
      span.files().forEach(f -> b.append("\n").append(f));
      return b.toString();
    }
  }

  private static String ranges(Set<Integer> found) {
    StringBuilder text = new StringBuilder();
    List<Integer> sorted = found.stream().sorted().toList();
    for (int i = 0; i < sorted.size(); i++) {
      boolean first = i == 0 || sorted.get(i - 1) != sorted.get(i) - 1;
      boolean last = i == sorted.size() - 1 || sorted.get(i + 1) != sorted.get(i) + 1;
      text.append(first ? sorted.get(i) + "-" : "").append(last ? sorted.get(i) + " " : "");
    }
    return text.toString();
  }

  private Set<Integer> found(Camera camera) {
    Set<Integer> found = new HashSet<>();
    try (Span span = store.span(camera.key, 0, Long.MAX_VALUE / 2)) {
      span.frames(frame ->
          found.add(place(camera, Bytes.copyOf(frame.bytes(), 0, frame.bytes().remaining()))));
    }
    return found;
  }

  private static int place(Camera camera, Bytes bytes) {
    assertThat(camera.places.containsKey(bytes))
        .as("%s: a frame that was sent: %s", camera.key, bytes)
        .isTrue();
    return camera.places.getOrDefault(bytes, -1);
  }

  /// Opens after whatever happened, and looks at everything.
  private void reopen() {
    disk.heal();
    faulty = false;
    lost = false;
    if (encrypted && secrets.nextInt(3) == 0) {
      openWithoutKeys();
    }
    store = Store.prepare(recordings(), config, clock, random, this);
    CheckReport report = store.check(Rebuild.Progress.SILENT);
    assertThat(report.findings().stream().map(Finding::explain)).as("check").isEmpty();
    Map<String, Long> present = new HashMap<>();
    for (Camera camera : cameras) {
      camera.writer = store.stream(camera.key);
      camera.recording = false;
      camera.maker.newGop();
      try (Span span = store.span(camera.key, 0, Long.MAX_VALUE / 2)) {
        for (FileRow row : span.files()) {
          present.put(row.path(), 0L);
        }
        Map<String, List<Integer>> places = placesByFile(camera, span);
        places.forEach((path, list) -> present.put(path, (long) list.size()));
        places.forEach((path, list) -> assertUnbroken(camera, path, list));
      }
    }
    compare(present);
  }

  /// A start that does not find the keys: it says what it cannot read, and spoils nothing for the next one, which does.
  private void openWithoutKeys() {
    KeyRing none = KeyRing.open(disk, ".none", secrets);
    Disk locked = new EncryptedDisk(disk, none, false, secrets);
    Store bare = Store.prepare(locked, config, clock, secrets, this);
    assertThat(bare.check(Rebuild.Progress.SILENT).findings())
        .allMatch(each -> each instanceof Finding.Locked);
    bare.abandon();
  }

  private Map<String, List<Integer>> placesByFile(Camera camera, Span span) {
    Map<String, List<Integer>> places = new HashMap<>();
    List<Integer> all = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    span.pieces()
        .forEach(piece -> {
          for (int t = 0; t < piece.configs().size(); t++) {
            for (int i = 0; i < piece.index().track(t).count(); i++) {
              paths.add(piece.key());
            }
          }
        });
    span.frames(
        frame -> all.add(place(camera, Bytes.copyOf(frame.bytes(), 0, frame.bytes().remaining()))));
    for (int i = 0; i < all.size(); i++) {
      places.computeIfAbsent(paths.get(i), _ -> new ArrayList<>()).add(all.get(i));
    }
    framesFound += all.size();
    return places;
  }

  /// Pictures of one file are neighbours among the pictures sent.
  private static void assertUnbroken(Camera camera, String path, List<Integer> places) {
    Set<Integer> there = new HashSet<>(places);
    int first = places.stream().mapToInt(Integer::intValue).min().orElseThrow();
    int last = places.stream().mapToInt(Integer::intValue).max().orElseThrow();
    for (int i = first; i <= last; i++) {
      boolean sound = camera.sent.get(i).bytes().size() == 320;
      assertThat(sound || there.contains(i)).as("%s: a hole at frame %d", path, i).isTrue();
    }
  }

  private void compare(Map<String, Long> present) {
    for (Map.Entry<String, Long> file : durableFrames.entrySet()) {
      Long found = present.get(file.getKey());
      if (found == null) {
        expired.add(file.getKey());
        assertThat(lockedFiles).as("files under an evidence lock").doesNotContain(file.getKey());
      } else {
        assertThat(found)
            .as("frames of %s, of which %d were durable", file.getKey(), file.getValue())
            .isGreaterThanOrEqualTo(file.getValue());
      }
    }
    durableFrames.keySet().removeAll(expired);
    assertThat(expired.size())
        .as("files gone, of which %d expired", expiredFiles)
        .isLessThanOrEqualTo(expiredFiles);
    for (Interval interval : locked) {
      assertThat(store.locks()).extracting(lock -> lock.interval()).contains(interval);
    }
  }

  private void lock() {
    if (faulty || lost) {
      return;
    }
    long now = clock.wallMicros();
    Interval interval = new Interval(now - random.nextLong(20_000_000), now);
    var lock = store.lockLater(new CameraId("camera0"), interval, "incident", "operator");
    store.writer().step();
    lock.join();
    locked.add(interval);
    try (Span span = store.span(cameras.getFirst().key, interval.start(), interval.end())) {
      span.files().forEach(row -> lockedFiles.add(row.path()));
    }
  }

  private Camera anyCamera() {
    return cameras.get(random.nextInt(cameras.size()));
  }

  private long used() {
    return disk.space().totalBytes() - disk.space().freeBytes();
  }

  @Override
  public void durable(Durable durable) {
    durableFrames.merge(durable.path(), durable.frames(), Math::max);
  }

  @Override
  public void event(StoreEvent event) {
    trace.append(event).append(' ');
    switch (event) {
      case StoreEvent.DiskLost _ -> lost = true;
      case StoreEvent.DiskBack _ -> {
        lost = false;
        returns++;
      }
      case StoreEvent.FileAbandoned _, StoreEvent.FragmentDropped _ ->
          assertThat(faulty).as("%s without a fault", event).isTrue();
      case StoreEvent.CommitFailed failed ->
          throw Fault.of(Fault.Kind.DISK, "commit failed: " + failed, "");
      case StoreEvent.Expired some -> expiredFiles += some.files();
      case StoreEvent.DiskFull _,
          StoreEvent.HeldBack _,
          StoreEvent.PromiseExceeded _,
          StoreEvent.CatalogPutAside _,
          StoreEvent.CatalogRebuilt _,
          StoreEvent.Recovered _ -> {}
    }
  }
}
