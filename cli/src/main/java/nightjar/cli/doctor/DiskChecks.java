package nightjar.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.time.Clock;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.vault.FootageKeys;
import nightjar.recorder.vault.Vault;
import nightjar.store.StoreReader;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Curtain;
import nightjar.store.recording.Holding;

/// Room, speed, who may read the secrets, and whether the footage can be found. Owned by [Doctor].
record DiskChecks(Path data, Path own, RecorderConfig config, Clock clock) {
  private static final int SYNCS = 8;
  private static final int SYNC_BYTES = 512 * 1024;

  /// The promise is two seconds; a sync that takes a quarter of it leaves room for the others.
  private static final long SLOW_MILLIS = 500;

  private static final long FAILING_MILLIS = 2_000;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  List<Finding> all() {
    List<Finding> found = new ArrayList<>();
    if (!Files.isDirectory(data)) {
      return List.of(Finding.failure("folder", "missing", data));
    }
    found.add(space());
    found.add(speed());
    found.add(secrets());
    found.add(footage());
    found.add(encryption());
    return found;
  }

  private Finding space() {
    var space = new LocalDisk(data).space();
    double free = space.freeBytes() / 1e9;
    double total = space.totalBytes() / 1e9;
    long keep = config.keepFreeOf(space.totalBytes());
    return space.freeBytes() < keep / 2
        ? Finding.failure("space", "full", free, total, keep / 1e9)
        : Finding.good("space", free, total, keep / 1e9);
  }

  /// As a recorder writes: half a megabyte, then a sync, on the very disk.
  private Finding speed() {
    Path probe = data.resolve(".nightjar-doctor");
    long worst = 0;
    try (FileChannel file =
        FileChannel.open(
            probe,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      for (int i = 0; i < SYNCS; i++) {
        long before = clock.nanos();
        for (ByteBuffer bytes = ByteBuffer.allocate(SYNC_BYTES); bytes.hasRemaining(); ) {
          file.write(bytes);
        }
        file.force(false);
        worst = Math.max(worst, (clock.nanos() - before) / 1_000_000);
      }
    } catch (IOException e) {
      return Finding.failure("speed", "refused", FileReason.of(e));
    }
    if (worst > FAILING_MILLIS) {
      return Finding.failure("speed", "slow", worst);
    }
    return worst > SLOW_MILLIS
        ? Finding.warning("speed", "slow", worst)
        : Finding.good("speed", worst);
  }

  private Finding secrets() {
    if (!Files.isDirectory(own)) {
      return Finding.warning("secrets", "none", own);
    }
    List<String> open = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(own, 2)) {
      for (Path each : walk.toList()) {
        boolean secret = each.equals(own) || each.toString().matches(".*\\.(key|pem|json|db)");
        if (secret && Files.getPosixFilePermissions(each).stream().anyMatch(OTHERS::contains)) {
          open.add(each.toString());
        }
      }
    } catch (IOException e) {
      return Finding.failure("secrets", "unreadable", FileReason.of(e));
    }
    return open.isEmpty()
        ? Finding.good("secrets", own)
        : Finding.failure("secrets", "open", String.join(", ", open));
  }

  private Finding footage() {
    try (StoreReader store = StoreReader.open(new LocalDisk(data), clock)) {
      Curtain withheld = Vault.curtain(own, clock);
      if (withheld.isDown()) {
        return Finding.warning(
            "footage", "withheld", time(withheld.beforeMicros()), time(withheld.untilMicros()));
      }
      List<Holding> holdings = store.holdings();
      if (holdings.isEmpty()) {
        return Finding.warning("footage", "none");
      }
      long bytes = holdings.stream().mapToLong(Holding::bytes).sum();
      long newest = holdings.stream().mapToLong(each -> each.interval().end()).max().orElse(0);
      long age = (clock.wallMicros() - newest) / 1_000_000;
      return age < -60
          ? Finding.failure("footage", "future", -age)
          : Finding.good("footage", holdings.size(), bytes / 1e9, age);
    } catch (Fault fault) {
      return Finding.failure(
          "footage", "fault", String.valueOf(fault.getMessage()), fault.advice());
    }
  }

  private Finding encryption() {
    try {
      FootageKeys keys = FootageKeys.openToRead(data, own, Optional.empty());
      List<String> missing = keys.missing();
      if (!missing.isEmpty()) {
        return Finding.failure("encryption", "missing", String.join(", ", missing), keys.place());
      }
      if (!config.encrypt() && !keys.inUse()) {
        return new Finding("encryption", Finding.Grade.GOOD, "off", List.of());
      }
      return keys.besideFootage()
          ? Finding.warning("encryption", "beside", keys.place())
          : Finding.good("encryption", keys.place());
    } catch (Fault fault) {
      return Finding.failure("encryption", "fault", String.valueOf(fault.getMessage()));
    }
  }

  private static Instant time(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
  }
}
