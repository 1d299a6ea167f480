package nightjar.recorder.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import nightjar.base.time.FakeClock;
import nightjar.store.Store;
import nightjar.store.StoreConfig;
import nightjar.store.crypt.FootageKey;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Curtain;
import nightjar.store.recording.Durable;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StoreListener;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long footage is withheld, and what an erasure leaves, over restarts and with clocks that are set.
class VaultTest {
  private static final StoreListener DEAF =
      new StoreListener() {
        @Override
        public void durable(Durable durable) {}

        @Override
        public void event(StoreEvent event) {}
      };

  private final FakeClock clock = new FakeClock(Instant.parse("2026-10-25T12:00:00Z"));

  @TempDir Path data;

  @TempDir Path elsewhere;

  private final List<String> said = new ArrayList<>();
  private Optional<Path> place = Optional.empty();
  private boolean encrypting;
  private FootageKeys keys;

  @BeforeEach
  void init() {
    Store.init(new LocalDisk(data), new Random(1));
    keys = openKeys();
  }

  @Test
  void footageIsShownAgainAfterSeventyTwoHoursWithThePowerOn() {
    try (Store store = open()) {
      Vault vault = vault(store);
      Curtain curtain = store.reader().curtain();
      vault.quarantine(Duration.ofDays(3), List.of());
      assertThat(curtain.untilMicros() - clock.wallMicros()).isEqualTo(micros(Duration.ofDays(3)));
      clock.advance(Duration.ofHours(71).plusMinutes(59));
      vault.tick();
      assertThat(curtain.isDown()).isTrue();
      clock.advance(Duration.ofMinutes(1));
      vault.tick();
      assertThat(curtain.isDown()).isFalse();
    }
    try (Store store = open()) {
      vault(store);
      assertThat(store.reader().curtain().isDown()).isFalse();
    }
  }

  @Test
  void whoMayEndItIsKeptOverARestartAndASecondQuarantineKeepsOnlyWhoIsInBoth() {
    try (Store store = open()) {
      vault(store).quarantine(Duration.ofDays(3), List.of("a", "b"));
    }
    try (Store store = open()) {
      Vault vault = vault(store);
      assertThat(vault.witnesses()).containsExactly("a", "b");
      vault.quarantine(Duration.ofDays(3), List.of("b", "c"));
      assertThat(vault.witnesses()).containsExactly("b");
      List<String> heard = new ArrayList<>();
      vault.onTimeOver(() -> heard.add("over"));
      assertThat(vault.lift("b")).isTrue();
      assertThat(store.reader().curtain().isDown()).isFalse();
      assertThat(vault.lift("b")).isFalse();
      assertThat(vault.witnesses()).isEmpty();
      vault.quarantine(Duration.ofHours(1), List.of());
      clock.advance(Duration.ofHours(1));
      vault.tick();
      assertThat(heard).containsExactly("over");
    }
  }

  @Test
  void clockSetForwardShortensNothingAndSetBackLengthensNothing() {
    try (Store store = open()) {
      Vault vault = vault(store);
      vault.quarantine(Duration.ofDays(3), List.of());
      clock.stepWall(Duration.ofDays(365));
      vault.tick();
      assertThat(store.reader().curtain().isDown()).isTrue();
      clock.stepWall(Duration.ofDays(-3650));
      clock.advance(Duration.ofDays(3));
      vault.tick();
      assertThat(store.reader().curtain().isDown()).isFalse();
    }
  }

  @Test
  void rebootTakesUpTheMinutesThatAreLeftWhateverTheClockSays() {
    long before;
    try (Store store = open()) {
      Vault vault = vault(store);
      vault.quarantine(Duration.ofDays(3), List.of());
      before = store.reader().curtain().beforeMicros();
      clock.advance(Duration.ofHours(70));
      vault.tick();
    }
    // A year on the shelf, by a clock that somebody may have set.
    clock.stepWall(Duration.ofDays(365));
    assertThat(Vault.curtain(data.resolve(".nightjar"), clock).isDown()).isTrue();
    try (Store store = open()) {
      Vault vault = vault(store);
      Curtain curtain = store.reader().curtain();
      assertThat(curtain.beforeMicros()).isEqualTo(before);
      assertThat(curtain.untilMicros() - clock.wallMicros()).isEqualTo(micros(Duration.ofHours(2)));
      clock.advance(Duration.ofHours(2));
      vault.tick();
      assertThat(curtain.isDown()).isFalse();
    }
  }

  @Test
  void damagedStateWithholdsForAsLongAsItCanHaveBeen() throws IOException {
    Path file = data.resolve(".nightjar/device/footage.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"version\":");
    try (Store store = open()) {
      vault(store);
      Curtain curtain = store.reader().curtain();
      assertThat(curtain.isDown()).isTrue();
      assertThat(curtain.untilMicros() - clock.wallMicros()).isEqualTo(micros(Duration.ofDays(3)));
    }
  }

  @Test
  void erasureThatAPowerCutInterruptedIsFinishedAtTheNextStart() throws IOException {
    Path exports = Files.createDirectories(data.resolve(".nightjar/exports"));
    Files.writeString(exports.resolve("1.mp4"), "footage");
    Path recording = Files.createDirectories(data.resolve("door/main/2026-10-25"));
    Files.writeString(recording.resolve("120000-000.mp4"), "not footage");
    new VaultState(1, 0, 0, true, 0, List.of()).write(VaultState.file(data.resolve(".nightjar")));
    try (Store store = open()) {
      Vault vault = vault(store);
      assertThat(vault.erasedBefore()).isEqualTo(clock.wallMicros());
      assertThat(exports).isEmptyDirectory();
      assertThat(data.resolve("door")).doesNotExist();
      assertThat(data.resolve("nightjar-lost+found")).doesNotExist();
    }
    assertThat(VaultState.read(VaultState.file(data.resolve(".nightjar"))).erasing()).isFalse();
  }

  @Test
  void erasureDestroysTheKeyForGoodAndMakesANewOne() throws IOException {
    encrypting = true;
    Path folder = data.resolve(".nightjar/keys");
    List<String> copies;
    try (Store store = open()) {
      copies = keys.copies();
      Path file = onlyFile(folder);
      byte[] before = Files.readAllBytes(file);
      vault(store).erase();
      assertThat(file).doesNotExist();
      assertThat(Files.readAllBytes(onlyFile(folder))).isNotEqualTo(before);
      // An older back-up of the settings.
      keys.takeIn(copies);
      assertThat(keys.copies()).hasSize(1).doesNotContainAnyElementsOf(copies);
    }
    // An older copy of the key's folder.
    FootageKey old = FootageKey.ofHex(copies.getFirst()).orElseThrow();
    Files.writeString(folder.resolve(old.id() + ".key"), copies.getFirst());
    try (Store store = open()) {
      vault(store);
      assertThat(keys.copies()).hasSize(1).doesNotContainAnyElementsOf(copies);
      assertThat(folder.resolve(old.id() + ".key")).doesNotExist();
    }
  }

  @Test
  void erasureCutBeforeItsKeysAreGoneDestroysThemAtTheNextStart() {
    encrypting = true;
    List<String> copies;
    try (Store _ = open()) {
      copies = keys.copies();
    }
    new VaultState(1, 0, 0, true, 0, List.of()).write(VaultState.file(data.resolve(".nightjar")));
    try (Store store = open()) {
      assertThat(keys.copies()).isEqualTo(copies);
      vault(store);
      assertThat(keys.copies()).hasSize(1).doesNotContainAnyElementsOf(copies);
    }
  }

  @Test
  void keysMoveToTheFolderThatIsAskedForAndAMissingOneIsSaidByItsName() throws IOException {
    encrypting = true;
    open().close();
    List<String> copies = keys.copies();
    assertThat(keys.besideFootage()).isTrue();
    place = Optional.of(Files.createDirectories(elsewhere.resolve("keys")));
    open().close();
    assertThat(keys.copies()).isEqualTo(copies);
    assertThat(data.resolve(".nightjar/keys")).isEmptyDirectory();
    assertThat(FootageKeys.openToRead(data, data.resolve(".nightjar"), Optional.empty()).copies())
        .isEqualTo(copies);
    Path file;
    try (Stream<Path> disks = Files.list(place.orElseThrow())) {
      file = onlyFile(disks.findFirst().orElseThrow());
    }
    Files.delete(file);
    said.clear();
    open().close();
    String id = FootageKey.ofHex(copies.getFirst()).orElseThrow().id();
    assertThat(said).anyMatch(line -> line.startsWith("FOOTAGE_KEY_MISSING") && line.contains(id));
    assertThat(keys.copies()).hasSize(1).isNotEqualTo(copies);
    keys.takeIn(copies);
    assertThat(keys.copies()).hasSize(2).containsAll(copies);
    // Nothing new is written with a key that somebody brought.
    KeyBook book = KeyBook.read(data.resolve(".nightjar"));
    assertThat(book.current()).isNotEqualTo(id).isIn(book.used());
    open().close();
    assertThat(KeyBook.read(data.resolve(".nightjar")).current()).isEqualTo(book.current());
  }

  /// The keys were at the new place, and at the old one too, when the power went.
  @Test
  void moveThatAPowerCutInterruptedLeavesNoKeyBehind() throws IOException {
    encrypting = true;
    open().close();
    List<String> copies = keys.copies();
    Path old = onlyFile(data.resolve(".nightjar/keys"));
    String disk = DiskIdentity.read(new LocalDisk(data)).disk();
    Path there = Files.createDirectories(elsewhere.resolve("keys").resolve(disk));
    Files.copy(old, there.resolve(old.getFileName()));
    place = Optional.of(elsewhere.resolve("keys"));
    open().close();
    assertThat(old).doesNotExist();
    assertThat(keys.copies()).isEqualTo(copies);
    assertThat(keys.place()).isEqualTo(there);
  }

  @Test
  void keysOnAnotherFileSystemAreApart() throws IOException {
    Path memory = Path.of("/dev/shm");
    Assumptions.assumeTrue(Files.isWritable(memory), "no other file system here");
    Assumptions.assumeFalse(Files.getFileStore(memory).equals(Files.getFileStore(data)));
    encrypting = true;
    Path apart = Files.createTempDirectory(memory, "nightjar");
    place = Optional.of(apart);
    try {
      open().close();
      assertThat(keys.besideFootage()).isFalse();
    } finally {
      keys.destroy();
      Files.delete(onlyFile(keys.place()));
      Files.delete(keys.place());
      Files.delete(apart);
    }
  }

  @Test
  void encryptionIsSwitchedOffAndOnAndAFolderForKeysMustBeThere() {
    encrypting = true;
    open().close();
    List<String> copies = keys.copies();
    assertThat(keys.inUse()).isTrue();
    encrypting = false;
    open().close();
    assertThat(keys.inUse()).isFalse();
    assertThat(keys.copies()).isEqualTo(copies);
    encrypting = true;
    place = Optional.of(elsewhere.resolve("not mounted"));
    assertThatThrownBy(this::open).hasMessageContaining("for keys is not there");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void damagedKeyOrBookIsSaidAndRecordingGoesOnWithAnotherKey() throws IOException {
    encrypting = true;
    open().close();
    List<String> first = keys.copies();
    Path folder = data.resolve(".nightjar/keys");
    Files.writeString(onlyFile(folder), "f".repeat(64));
    open().close();
    assertThat(said).anyMatch(line -> line.startsWith("FOOTAGE_KEYS_DAMAGED"));
    assertThat(said).anyMatch(line -> line.startsWith("FOOTAGE_KEY_MISSING"));
    assertThat(keys.copies()).hasSize(1).isNotEqualTo(first);
    List<String> second = keys.copies();
    Files.writeString(data.resolve(".nightjar/footage-keys.json"), "{\"version\":");
    said.clear();
    open().close();
    assertThat(said).anyMatch(line -> line.startsWith("FOOTAGE_KEYS_DAMAGED"));
    assertThat(keys.copies()).hasSize(2).containsAll(second);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private Store open() {
    keys = openKeys();
    return Store.open(
        keys.over(new LocalDisk(data)), StoreConfig.DEFAULT, clock, new Random(2), DEAF);
  }

  private FootageKeys openKeys() {
    return FootageKeys.open(
        data,
        data.resolve(".nightjar"),
        place,
        encrypting,
        (event, subject, text) -> said.add(event + " " + subject + " " + text));
  }

  private Vault vault(Store store) {
    return Vault.open(data.resolve(".nightjar"), store, keys, clock, (_, _, _) -> {});
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
