package nightjar.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The hostile twin keeps the contract, and is as hostile as it says.
class FaultyDiskTest extends DiskContract {
  private final FakeClock clock = new FakeClock(Instant.EPOCH);
  private final FaultyDisk disk = new FaultyDisk("faulty", new SplittableRandom(1), clock);

  @Override
  Disk disk() {
    return disk;
  }

  @AfterEach
  void nothingStaysOpen() {
    disk.assertNothingOpen();
  }

  @Test
  void whatWasSyncedUnderASyncedNameSurvivesEveryCrash() {
    write("a", "hello");
    try (DiskFile file = disk.open("a")) {
      file.sync();
    }
    disk.syncDirectory("");
    for (int i = 0; i < 50; i++) {
      try (DiskFile file = disk.open("a")) {
        file.write(new ByteBuffer[] {text("junk")}, 5);
        disk.crash();
      }
      try (DiskFile file = disk.open("a")) {
        assertThat(read(file, 0, 5)).isEqualTo("hello");
        file.truncate(5);
        file.sync();
      }
    }
  }

  @Test
  void whatWasNotSyncedIsLostKeptOrTornAtAnyByte() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      String name = "f" + i;
      try (DiskFile file = disk.create(name)) {
        disk.syncDirectory("");
        file.write(new ByteBuffer[] {text("hello")}, 0);
        disk.crash();
      }
      try (DiskFile file = disk.open(name)) {
        seen.add(read(file, 0, 9));
      }
    }
    assertThat(seen).containsExactlyInAnyOrder("", "h", "he", "hel", "hell", "hello");
  }

  @Test
  void aNameWhoseFolderWasNotSyncedMayVanish() {
    int found = 0;
    for (int i = 0; i < 100; i++) {
      write("f" + i, "x");
      disk.crash();
      found += disk.exists("f" + i) ? 1 : 0;
    }
    assertThat(found).isBetween(20, 80);
  }

  @Test
  void aFailedSyncDropsWhatWasDirtyForGood() {
    int survived = 0;
    for (int i = 0; i < 100; i++) {
      String name = "f" + i;
      try (DiskFile file = disk.create(name)) {
        disk.syncDirectory("");
        file.write(new ByteBuffer[] {text("hello")}, 0);
        disk.failSyncs(1);
        faults(Fault.Kind.DISK, file::sync);
        assertThat(read(file, 0, 9)).isEqualTo("hello");
        file.sync();
        disk.crash();
      }
      try (DiskFile file = disk.open(name)) {
        survived += read(file, 0, 9).equals("hello") ? 1 : 0;
      }
    }
    assertThat(survived).isLessThan(60);
  }

  @Test
  void aFullDiskTakesAPartAndSaysSo() {
    disk.capacity(3);
    try (DiskFile file = disk.create("a")) {
      faults(Fault.Kind.EXHAUSTED, () -> file.write(new ByteBuffer[] {text("hello")}, 0));
      assertThat(file.size()).isEqualTo(3);
      assertThat(disk.space().freeBytes()).isZero();
    }
  }

  @Test
  void aSwappedDiskIsEmptyAndOpenFilesStayOnTheOldOne() {
    try (DiskFile file = disk.create("a")) {
      disk.swap();
      assertThat(disk.exists("a")).isFalse();
      file.write(new ByteBuffer[] {text("hello")}, 0);
      assertThat(disk.filesOnTheOtherDisk()).isEmpty();
      write("b", "x");
      assertThat(disk.filesOnTheOtherDisk()).containsExactly("b");
    }
    disk.heal();
    assertThat(disk.list("")).containsExactly("a");
  }

  @Test
  void aVanishedDiskFailsEverything() {
    try (DiskFile file = disk.create("a")) {
      disk.vanish();
      faults(Fault.Kind.DISK, file::sync);
      faults(Fault.Kind.DISK, () -> disk.list(""));
    }
  }

  @Test
  void aSlowDiskTakesItsTime() {
    disk.slowSyncs(Duration.ofSeconds(3));
    disk.syncDirectory("");
    assertThat(clock.nanos()).isEqualTo(3_000_000_000L);
  }

  @Test
  void aHandleLeftOpenIsReportedWithItsOpener() {
    DiskFile file = disk.create("a");
    assertThatThrownBy(disk::assertNothingOpen)
        .isInstanceOf(AssertionError.class)
        .cause()
        .hasStackTraceContaining("aHandleLeftOpenIsReportedWithItsOpener");
    file.close();
  }
}
