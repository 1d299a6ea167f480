package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.Frame;
import nightjar.media.frame.SlabPool;
import nightjar.store.catalog.FileRow;
import nightjar.store.disk.FaultyDisk;
import nightjar.store.disk.LocalDisk;
import nightjar.store.keep.RetentionRules;
import nightjar.store.read.Coverage;
import nightjar.store.read.Span;
import nightjar.store.recording.Gap;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.CheckReport;
import nightjar.store.recover.Finding;
import nightjar.store.recover.Rebuild;
import nightjar.store.write.RecordingWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong with a store on a real disk, and what a person is told.
class StoreTroubleTest {
  private static final StreamKey KEY = StreamKey.of("front-door", "main");
  private static final long END = Long.MAX_VALUE / 2;

  private final FakeClock clock = new FakeClock(Instant.parse("2026-10-25T00:30:00Z"));
  private final SplittableRandom random = new SplittableRandom(5);
  private final SlabPool pool = new SlabPool(1 << 20, 256 << 20);
  private final FrameMaker camera = new FrameMaker(pool, random, 25);
  private final Heard heard = new Heard();
  private final List<Bytes> sent = new ArrayList<>();
  private LocalDisk disk;

  @TempDir Path folder;

  @BeforeEach
  void init() {
    disk = new LocalDisk(folder);
    Store.init(disk, random);
  }

  @AfterEach
  void nothingIsKept() {
    camera.close();
    assertThat(pool.lentSlabs()).isZero();
  }

  @Test
  void aSecondRecorderIsToldThatTheStoreIsBusy() {
    try (Store store = open()) {
      assertThat(store.streams()).isEmpty();
      faults(Fault.Kind.BUSY, "another process");
    }
    open().close();
  }

  @Test
  void aFolderWithoutIdentityIsNeverWrittenTo() throws IOException {
    Path bare = Files.createDirectory(folder.resolve("bare"));
    disk = new LocalDisk(bare);
    faults(Fault.Kind.NOT_FOUND, "not a Nightjar disk");
    assertThat(bare).isEmptyDirectory();
  }

  @Test
  void aDiskInUseByOthersIsNotInitialised() throws IOException {
    Path used = Files.createDirectory(folder.resolve("used"));
    Files.writeString(used.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> Store.init(new LocalDisk(used), random))
        .hasMessageContaining("not empty");
    assertThatThrownBy(() -> Store.init(disk, random)).hasMessageContaining("already");
  }

  @Test
  void aNewerLayoutIsRefusedUntouched() throws IOException {
    Path file = folder.resolve("nightjar-disk.json");
    Files.writeString(file, Files.readString(file).replace("\"format\": 1", "\"format\": 2"));
    faults(Fault.Kind.UNSUPPORTED, "format 2");
  }

  @Test
  void aNewerCatalogIsRefusedUntouched() throws Exception {
    open().close();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db"));
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    faults(Fault.Kind.UNSUPPORTED, "version 99");
  }

  @Test
  void aDestroyedCatalogIsPutAsideAndRebuiltWithNothingLost() throws IOException {
    Interval evidence;
    try (Store store = open()) {
      record(store, store.stream(KEY), 25 * 130, false);
      evidence = new Interval(clock.wallMicros() - 60_000_000, clock.wallMicros());
      var lock = store.lockLater(KEY.camera(), evidence, "burglary", "ann");
      store.writer().step();
      lock.join();
    }
    Files.write(folder.resolve("catalog.db"), new byte[100_000]);
    try (Store store = open()) {
      assertThat(heard.events(StoreEvent.CatalogPutAside.class)).hasSize(1);
      assertThat(heard.events(StoreEvent.CatalogRebuilt.class)).hasSize(1);
      assertThat(found(store)).isEqualTo(sent);
      assertThat(store.locks()).extracting(lock -> lock.interval()).containsExactly(evidence);
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .anyMatch(name -> name.startsWith("catalog-damaged-"));
    }
  }

  @Test
  void aFileCutInHalfIsFoundByCheckAndKeptAsFarAsItGoes() throws IOException {
    FileRow row = recordOneFile();
    Path file = folder.resolve(row.path());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    try (Store store = Store.open(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      List<Finding> findings = store.check(Rebuild.Progress.SILENT).findings();
      assertThat(findings).hasSize(1).first().isInstanceOf(Finding.Shortened.class);
      assertThat(store.repair(findings)).isEqualTo(findings);
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
      List<Bytes> found = found(store);
      assertThat(found).hasSizeBetween(sent.size() / 3, sent.size() - 1);
      assertThat(found).isEqualTo(sent.subList(0, found.size()));
    }
  }

  @Test
  void aFlippedBitIsFoundAndCostsOneFragmentOnly() throws IOException {
    FileRow row = recordOneFile();
    Path file = folder.resolve(row.path());
    byte[] bytes = Files.readAllBytes(file);
    bytes[behindMdat(bytes, bytes.length / 2)] ^= 1;
    Files.write(file, bytes);
    try (Store store = open()) {
      CheckReport report = store.check(Rebuild.Progress.SILENT);
      assertThat(report.findings()).containsExactly(new Finding.Damaged(row.path(), 1));
      assertThat(report.fragments()).isGreaterThan(10);
    }
  }

  @Test
  void anUnknownFileIsTakenInAndAnUnreadableOneMovedAside() throws IOException {
    FileRow row = recordOneFile();
    Path old = Files.createDirectories(folder.resolve("front-door/main/2020-01-01"));
    Files.copy(folder.resolve(row.path()), old.resolve("000000-000.mp4"));
    Files.write(old.resolve("000100-000.mp4"), new byte[500]);
    try (Store store = Store.open(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      List<Finding> findings = store.check(Rebuild.Progress.SILENT).findings();
      assertThat(findings).hasSize(2).allMatch(Finding.Orphan.class::isInstance);
      store.repair(findings);
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
    assertThat(folder.resolve("nightjar-lost+found"))
        .isDirectoryContaining("glob:**000100-000.mp4");
  }

  @Test
  void anOldFileTakenInLeavesTheGapOfTodayAsItIs() throws IOException {
    FileRow row = recordOneFile();
    clock.advance(Duration.ofMinutes(10));
    long later = clock.wallMicros();
    try (Store store = open()) {
      camera.newGop();
      record(store, store.stream(KEY), 25 * 10, false);
    }
    clock.advance(Duration.ofMinutes(10));
    Path file = folder.resolve(row.path());
    Path elsewhere = folder.resolve("elsewhere");
    try (Store store = Store.open(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      List<Gap> gaps = store.coverage(KEY, later, END).gaps();
      assertThat(gaps).filteredOn(Gap::open).hasSize(1);
      Files.move(file, elsewhere);
      store.repair(store.check(Rebuild.Progress.SILENT).findings());
      Files.move(elsewhere, file);
      List<Finding> findings = store.check(Rebuild.Progress.SILENT).findings();
      assertThat(findings).containsExactly(new Finding.Orphan(row.path(), true));
      assertThat(store.repair(findings)).isEqualTo(findings);

      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
      assertThat(found(store)).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(store.coverage(KEY, later, END).gaps()).isEqualTo(gaps);
    }
    try (Store store = open()) {
      assertThat(store.coverage(KEY, later, END).gaps()).filteredOn(Gap::open).hasSize(1);
    }
  }

  @Test
  void aMissingFileIsFoundAndForgottenOnRepair() throws IOException {
    FileRow row = recordOneFile();
    Files.delete(folder.resolve(row.path()));
    try (Store store = Store.open(disk, StoreConfig.DEFAULT, clock, random, heard)) {
      List<Finding> findings = store.check(Rebuild.Progress.SILENT).findings();
      assertThat(findings).containsExactly(new Finding.Missing(row.path(), row.bytes()));
      store.repair(findings);
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
  }

  @Test
  void aClockSteppedAnHourBackAndForthLosesAndOverwritesNothing() {
    long start = clock.wallMicros();
    try (Store store = open()) {
      RecordingWriter writer = store.stream(KEY);
      record(store, writer, 25 * 90 + 7, false);
      clock.stepWall(Duration.ofHours(-1));
      record(store, writer, 25 * 90 + 7, false);
      clock.stepWall(Duration.ofHours(2));
      record(store, writer, 25 * 90 + 7, false);
    }
    try (Store store = open()) {
      assertThat(found(store)).containsExactlyInAnyOrderElementsOf(sent);
      Coverage coverage = store.coverage(KEY, start - 2 * 3_600_000_000L, clock.wallMicros());
      assertThat(coverage.recorded()).hasSize(3);
      assertThat(coverage.gaps())
          .filteredOn(gap -> !gap.open())
          .hasSize(2)
          .allMatch(gap -> gap.cause() == GapCause.CLOCK);
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
  }

  /// As cameras do that keep their last key frame for whoever comes, and go on with the present.
  @Test
  void aKeyFrameOlderThanTheRestIsNoStepOfTheClock() {
    long start = clock.wallMicros();
    try (Store store = open()) {
      RecordingWriter writer = store.stream(KEY);
      record(store, writer, 1, false);
      camera.dts += 5 * 90_000;
      record(store, writer, 25 * 20, false);
    }
    try (Store store = open()) {
      assertThat(found(store)).containsExactlyInAnyOrderElementsOf(sent);
      Coverage coverage = store.coverage(KEY, start, clock.wallMicros());
      assertThat(coverage.gaps()).filteredOn(gap -> !gap.open()).isEmpty();
      assertThat(coverage.recorded()).hasSize(1);
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
  }

  @Test
  void bothNightsOfDaylightSavingAreNoEvent() {
    for (String night : List.of("2026-10-25T00:59:00Z", "2027-03-28T00:59:00Z")) {
      clock.stepWall(
          Duration.between(
              Instant.ofEpochSecond(clock.wallMicros() / 1_000_000), Instant.parse(night)));
      long start = clock.wallMicros();
      try (Store store = open()) {
        camera.newGop();
        record(store, store.stream(KEY), 25 * 120, false);
        Coverage coverage = store.coverage(KEY, start, clock.wallMicros());
        assertThat(coverage.recorded()).hasSize(1);
        assertThat(coverage.recordedMicros()).isBetween(118_000_000L, 120_000_000L);
      }
    }
  }

  @Test
  void soundAndPicturesOfAChangingCameraComeBackTogether() {
    try (Store store = open()) {
      RecordingWriter writer = store.stream(KEY);
      record(store, writer, 25 * 20, true);
      camera.config = FrameMaker.LARGE;
      camera.newGop();
      record(store, writer, 25 * 20, true);
    }
    try (Store store = open();
        Span span = store.span(KEY, 0, END)) {
      assertThat(found(store)).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(span.pieces()).allMatch(piece -> piece.configs().contains(FrameMaker.SOUND));
      assertThat(span.files())
          .extracting(FileRow::session)
          .containsOnly(span.files().getFirst().session());
    }
  }

  /// Each picture of another size would want a file of its own, which costs all cameras of the disk two syncs.
  @Test
  void aCameraThatChangesWithEveryPictureGetsNoMoreThanItsShareOfFiles() {
    try (Store store = open();
        FrameMaker restless = new FrameMaker(pool, random, 1)) {
      RecordingWriter writer = store.stream(KEY);
      for (int i = 0; i < 25 * 60; i++) {
        restless.config = i % 2 == 0 ? FrameMaker.SMALL : FrameMaker.LARGE;
        writer.frame(restless.picture(clock.wallMicros(), 1000, 3600));
        clock.advance(Duration.ofMillis(40));
        store.writer().step();
      }
      restless.config = FrameMaker.SMALL;
      clock.advance(Duration.ofSeconds(4));
      Bytes last = Bytes.of();
      for (int i = 0; i < 100; i++) {
        Frame frame = restless.picture(clock.wallMicros(), 1000, 3600);
        last = Bytes.copyOf(frame.bytes(), 0, frame.length());
        writer.frame(frame);
        clock.advance(Duration.ofMillis(40));
        store.writer().step();
      }
      writer.close();
      run(store, 2);
      assertThat(paths(store)).hasSizeBetween(16, 16 + 30 + 4);
      assertThat(found(store)).last().isEqualTo(last);
      assertThat(store.coverage(KEY, 0, END).gaps())
          .anyMatch(gap -> gap.cause() == GapCause.CAMERA);
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
    assertThat(heard.events(StoreEvent.HeldBack.class)).hasSizeBetween(1, 2);
  }

  @Test
  void syncsSlowerThanThePromiseAreSaidAndCounted() {
    var slow = new FaultyDisk("slow-syncs", random, clock);
    Store.init(slow, random);
    try (Store store = Store.prepare(slow, StoreConfig.DEFAULT, clock, random, heard)) {
      RecordingWriter writer = store.stream(KEY);
      record(store, writer, 25 * 10, false);
      assertThat(heard.events(StoreEvent.PromiseExceeded.class)).isEmpty();
      assertThat(store.metrics().latePasses()).isZero();
      slow.slowSyncs(Duration.ofSeconds(3));
      record(store, writer, 25 * 10, false);
      assertThat(heard.events(StoreEvent.PromiseExceeded.class))
          .isNotEmpty()
          .allSatisfy(said -> {
            assertThat(said.promisedNanos()).isEqualTo(2_000_000_000L);
            assertThat(said.exposureNanos()).isGreaterThan(3_000_000_000L);
          });
      // Said once a minute, and not once a pass.
      assertThat(store.metrics().latePasses())
          .isGreaterThan(5L * heard.events(StoreEvent.PromiseExceeded.class).size());
      slow.heal();
      long late = store.metrics().latePasses();
      record(store, writer, 25 * 10, false);
      assertThat(store.metrics().latePasses()).isBetween(late, late + 1);
    }
  }

  @Test
  void whoLooksAfterAFullDiskByHandDeletesNothing() {
    var full = new FaultyDisk("by-hand", random, clock);
    Store.init(full, random);
    try (Store store = Store.prepare(full, StoreConfig.DEFAULT, clock, random, heard)) {
      record(store, store.stream(KEY), 25 * 130, false);
    }
    full.capacity(full.space().totalBytes() - full.space().freeBytes());
    var byHand = StoreConfig.DEFAULT.withRetention(RetentionRules.KEEP_ALL);
    try (Store store = Store.prepare(full, byHand, clock, random, heard)) {
      var repaired = store.repairLater(List.of());
      for (int i = 0; i < 50; i++) {
        clock.advance(Duration.ofSeconds(1));
        store.writer().step();
      }
      assertThat(repaired.join()).isEmpty();
    }
    full.capacity(Long.MAX_VALUE);
    try (Store store = Store.prepare(full, byHand, clock, random, heard)) {
      assertThat(found(store)).isEqualTo(sent);
    }
    assertThat(heard.events(StoreEvent.Expired.class)).isEmpty();
    full.discard();
  }

  @Test
  void aFileWhoseFirstWriteFailsIsGoneWhenTheStoreCloses() {
    var full = new FaultyDisk("first-write", random, clock);
    Store.init(full, random);
    try (Store store = Store.prepare(full, StoreConfig.DEFAULT, clock, random, heard)) {
      full.failWrites(Integer.MAX_VALUE);
      record(store, store.stream(KEY), 25 * 10, false);
    }
    assertThat(heard.events(StoreEvent.FileAbandoned.class))
        .isNotEmpty()
        .allSatisfy(said -> {
          assertThat(said.durableBytes()).isZero();
          assertThat(full.exists(said.path())).isFalse();
        });
    full.heal();
    full.assertNothingOpen();
    full.discard();
  }

  @Test
  void retentionTakesTheOldestFirstAndEvidenceWins() {
    long start = clock.wallMicros();
    RetentionRules.Rule rule = new RetentionRules.Rule(Duration.ofMinutes(5), null);
    StoreConfig config =
        StoreConfig.DEFAULT.withRetention(new RetentionRules(rule, Map.of(KEY, rule), 0));
    try (Store store = Store.prepare(disk, config, clock, random, heard)) {
      RecordingWriter writer = store.stream(KEY);
      record(store, writer, 25 * 130, false);
      var lock =
          store.lockLater(
              KEY.camera(), new Interval(start + 70_000_000, start + 80_000_000), "theft", "bob");
      writer.close();
      store.writer().step();
      lock.join();
      try (Span reading = store.span(KEY, start, start + 1_000_000)) {
        clock.advance(Duration.ofMinutes(10));
        run(store, 20);
        assertThat(reading.files()).hasSize(1);
        assertThat(paths(store)).hasSize(2);
      }
      clock.advance(Duration.ofSeconds(30));
      run(store, 20);
      assertThat(paths(store)).hasSize(1);
      try (Span span = store.span(KEY, start + 75_000_000, start + 76_000_000)) {
        assertThat(span.files()).hasSize(1);
      }
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
    assertThat(heard.events(StoreEvent.Expired.class)).isNotEmpty();
  }

  @Test
  void soundFarBehindThePicturesHoldsUpNoCommit() {
    try (Store store = open()) {
      RecordingWriter writer = store.stream(KEY);
      long now = clock.wallMicros();
      send(writer, camera.picture(now, 1000, 3600));
      send(writer, camera.sound(now - 5_000_000));
      clock.advance(Duration.ofMillis(600));
      for (int i = 1; i <= 10; i++) {
        send(writer, camera.sound(now - 5_000_000 + i * 40_000L));
      }
      clock.advance(Duration.ofSeconds(1));
      store.writer().step();
      assertThat(heard.events()).isEmpty();
      assertThat(heard.durables()).last().matches(news -> news.frames() == 12);
    }
    try (Store store = open()) {
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
  }

  /// A bug of ours may make a row that the catalog refuses, now and for ever.
  @Test
  void aFileThatTheCatalogNeverTakesHoldsUpNoOtherCamera() throws Exception {
    open().close();
    catalog(
        "CREATE TRIGGER no BEFORE INSERT ON tail WHEN NEW.path LIKE 'yard/%'"
            + " BEGIN SELECT RAISE(ABORT, 'a row that cannot be'); END");
    try (Store store = open();
        var other = new FrameMaker(pool, random, 25)) {
      RecordingWriter yard = store.stream(StreamKey.of("yard", "main"));
      RecordingWriter door = store.stream(KEY);
      for (int i = 0; i < 100; i++) {
        yard.frame(other.picture(clock.wallMicros(), 1000, 3600));
        record(store, door, 1, false);
      }
      assertThat(found(store)).hasSizeGreaterThan(50);
      assertThat(heard.events(StoreEvent.FileAbandoned.class))
          .isNotEmpty()
          .allMatch(event -> event.path().startsWith("yard/") && event.why().contains("cannot be"));
      assertThat(heard.events(StoreEvent.CommitFailed.class)).isEmpty();
    }
    catalog("DROP TRIGGER no");
    try (Store store = open()) {
      assertThat(store.streams()).contains(StreamKey.of("yard", "main"));
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
    }
  }

  private void catalog(String sql) throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void run(Store store, int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(Duration.ofSeconds(1));
      store.writer().step();
    }
  }

  private List<String> paths(Store store) {
    try (Span span = store.span(KEY, 0, END)) {
      return span.files().stream().map(FileRow::path).toList();
    }
  }

  /// A byte of the next fragment's media, not of its head.
  private static int behindMdat(byte[] bytes, int from) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.indexOf("mdat", from) + 100;
  }

  private FileRow recordOneFile() {
    try (Store store = open()) {
      record(store, store.stream(KEY), 25 * 20, false);
    }
    try (Store store = open();
        Span span = store.span(KEY, 0, END)) {
      return span.files().getFirst();
    }
  }

  private Store open() {
    return Store.prepare(disk, StoreConfig.DEFAULT, clock, random, heard);
  }

  private void faults(Fault.Kind kind, String words) {
    assertThatThrownBy(this::open)
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            Fault.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.advice()).isNotEmpty();
            });
  }

  private void record(Store store, RecordingWriter writer, int frames, boolean sound) {
    for (int i = 0; i < frames; i++) {
      send(writer, camera.picture(clock.wallMicros(), 1000, 3600));
      if (sound) {
        send(writer, camera.sound(clock.wallMicros()));
      }
      clock.advance(Duration.ofMillis(40));
      store.writer().step();
    }
  }

  private void send(RecordingWriter writer, Frame frame) {
    sent.add(Bytes.copyOf(frame.bytes(), 0, frame.length()));
    writer.frame(frame);
  }

  private static List<Bytes> found(Store store) {
    List<Bytes> found = new ArrayList<>();
    try (Span span = store.span(KEY, 0, END)) {
      span.frames(frame -> {
        ByteBuffer bytes = frame.bytes();
        found.add(Bytes.copyOf(bytes, 0, bytes.remaining()));
      });
    }
    return found;
  }
}
