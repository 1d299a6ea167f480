package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.Frame;
import nightjar.media.frame.SlabPool;
import nightjar.store.crypt.EncryptedDisk;
import nightjar.store.crypt.KeyRing;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.FaultyDisk;
import nightjar.store.read.Span;
import nightjar.store.recording.CameraId;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.Erasure;
import nightjar.store.recover.Finding;
import nightjar.store.recover.Folders;
import nightjar.store.recover.Rebuild;
import nightjar.store.write.RecordingWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Everything recorded goes, durably, and what comes after stays.
class ErasureTest {
  private static final StreamKey KEY = StreamKey.of("front-door", "main");

  private final FakeClock clock = new FakeClock(Instant.parse("2026-10-25T00:59:30Z"));
  private final SlabPool pool = new SlabPool(1 << 20, 256 << 20);

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(pool.lentSlabs()).isZero();
  }

  @Test
  void erasedFootageIsGoneWithItsLocksAndNewFootageStays() {
    var random = new SplittableRandom(1);
    var disk = new FaultyDisk("erased", random, clock);
    var camera = new FrameMaker(pool, random, 25);
    Store.init(disk, random);
    try (Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, new Heard())) {
      RecordingWriter writer = store.stream(KEY);
      long start = clock.wallMicros();
      record(store, writer, camera, 25 * 100);
      lock(store, start);
      erase(store, disk);
      long erased = clock.wallMicros();
      assertThat(store.locks()).isEmpty();
      assertThat(store.streams()).isEmpty();
      assertThat(disk.list("")).containsExactly("nightjar-disk.json");
      record(store, writer, camera, 25 * 10);
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
      try (Span span = store.span(KEY, start, clock.wallMicros())) {
        assertThat(span.files()).isNotEmpty().allMatch(file -> file.start() >= erased);
      }
    }
    camera.close();
    disk.discard();
  }

  /// Seeded lives: the power goes at a random place of the erasure, again and again, until it has come to its end.
  @Test
  void aPowerCutInTheMiddleIsFinishedByTheNextStart() {
    lives(200, this::interrupted);
  }

  private static void lives(int count, IntConsumer life) {
    for (int seed = 1; seed <= count; seed++) {
      try {
        life.accept(seed);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private void interrupted(int seed) {
    var random = new SplittableRandom(seed);
    var disk = new FaultyDisk("interrupted-" + seed, random.split(), clock);
    var camera = new FrameMaker(pool, random, 5);
    Store.init(disk, random);
    Store store = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, new Heard());
    long start = clock.wallMicros();
    record(store, store.stream(KEY), camera, 100);
    lock(store, start);
    store.close();
    boolean complete = false;
    var cut = new CutDisk(disk);
    try {
      store = Store.prepare(cut, StoreConfig.DEFAULT, clock, random, new Heard());
      cut.in(random.nextInt(30));
      erase(store, cut);
      complete = true;
      cut.never();
      store.close();
    } catch (Fault e) {
      assertThat(e).hasMessageContaining("no such device");
      cut.never();
      store.abandon();
    }
    disk.crash();
    try (Store again = Store.prepare(disk, StoreConfig.DEFAULT, clock, random, new Heard())) {
      assertThat(disk.exists("nightjar-erasing") || disk.exists("nightjar-erased")).isFalse();
      boolean there = disk.exists(KEY.folder());
      // All of it or nothing of it.
      assertThat(there && complete).isFalse();
      assertThat(again.locks()).hasSize(there ? 1 : 0);
      assertThat(again.streams()).hasSize(there ? 1 : 0);
      assertThat(again.check(Rebuild.Progress.SILENT).findings()).isEmpty();
      record(again, again.stream(KEY), camera, 50);
      assertThat(again.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
    camera.close();
    disk.assertNothingOpen();
    disk.discard();
  }

  /// As above, with encrypted recordings: first the keys, then the files. Whatever the power cut left is finished by doing it again, as
  /// the recorder does at its start; and nothing that was on the disk can be read with any key that is left.
  @Test
  void aPowerCutInTheMiddleOfDestroyingKeysLeavesNothingReadableOnceFinished() {
    lives(100, this::cryptoErased);
  }

  private void cryptoErased(int seed) {
    var random = new SplittableRandom(seed);
    var disk = new FaultyDisk("crypto-erased-" + seed, random.split(), clock);
    disk.refuseRewriting();
    var camera = new FrameMaker(pool, random, 5);
    Store.init(disk, random);
    Store store = opened(disk, KeyRing.open(disk, ".keys", random), random);
    record(store, store.stream(KEY), camera, 100);
    store.close();
    String path = recording(disk);
    String oldKey = keyIdOf(disk, path);
    assertThat(KeyRing.open(disk, ".keys", random).find(oldKey)).isPresent();

    boolean complete = false;
    var cut = new CutDisk(disk);
    KeyRing ring = KeyRing.open(cut, ".keys", random);
    store = opened(cut, ring, random);
    try {
      cut.in(random.nextInt(40));
      ring.destroy();
      ring.current();
      erase(store, cut);
      complete = true;
      cut.never();
      store.close();
    } catch (Fault e) {
      assertThat(e).hasMessageContaining("no such device");
      cut.never();
      store.abandon();
    }
    disk.crash();
    KeyRing left = KeyRing.open(disk, ".keys", random);
    try (Store again = opened(disk, left, random)) {
      boolean readable = left.find(oldKey).isPresent();
      assertThat(readable && complete).isFalse();
      if (disk.exists(KEY.folder())) {
        // Nothing was deleted for want of a key, and the store says what it cannot read.
        assertThat(again.check(Rebuild.Progress.SILENT).findings())
            .allMatch(each -> each instanceof Finding.Locked)
            .hasSize(readable ? 0 : 1);
      }
      left.destroy();
      left.current();
      erase(again, disk);
      assertThat(left.find(oldKey)).isEmpty();
      assertThat(KeyRing.open(disk, ".keys", random).all()).hasSize(1);
      assertThat(disk.list("")).containsExactly(".keys", "nightjar-disk.json");
      record(again, again.stream(KEY), camera, 50);
      assertThat(again.check(Rebuild.Progress.SILENT).findings()).isEmpty();
      assertThat(keyIdOf(disk, recording(disk))).isNotEqualTo(oldKey);
    }
    camera.close();
    disk.assertNothingOpen();
    disk.discard();
  }

  private Store opened(Disk disk, KeyRing keys, SplittableRandom random) {
    keys.current();
    var encrypted = new EncryptedDisk(disk, keys, true, random);
    return Store.prepare(encrypted, StoreConfig.DEFAULT, clock, random, new Heard());
  }

  private static String recording(Disk disk) {
    String day = Folders.days(disk, KEY).getFirst();
    return Folders.files(disk, KEY, day).getFirst();
  }

  /// As docs/design/encryption.md says: bytes 16 to 31.
  private static String keyIdOf(Disk disk, String path) {
    ByteBuffer header = ByteBuffer.allocate(64);
    try (DiskFile file = disk.openToRead(path)) {
      file.read(header, 0);
    }
    return HexFormat.of().formatHex(header.array(), 16, 32);
  }

  private void lock(Store store, long start) {
    var lock =
        store.lockLater(
            new CameraId("front-door"), new Interval(start, start + 1_000_000), "theft", "ada");
    store.writer().step();
    lock.join();
  }

  private static void erase(Store store, Disk disk) {
    var erased = store.eraseLater();
    store.writer().step();
    try {
      erased.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Fault fault ? fault : e;
    }
    Erasure.finish(disk);
  }

  private void record(Store store, RecordingWriter writer, FrameMaker camera, int frames) {
    for (int i = 0; i < frames; i++) {
      Frame frame = camera.picture(clock.wallMicros(), 60, 3600);
      writer.frame(frame);
      clock.advance(Duration.ofMillis(40));
      store.writer().step();
    }
    clock.advance(Duration.ofSeconds(2));
    store.writer().step();
  }
}
