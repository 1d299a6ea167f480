package nightjar.recorder.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.files.PrivateFile;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.store.Store;
import nightjar.store.read.Curtain;
import nightjar.store.recording.Holding;

/// Keeps the promises a reset makes about footage: withheld until so many minutes with the power on have passed, or erased.
///
/// Minutes are counted by the monotonic clock and written each minute, so that neither setting the clock forward nor switching the
/// recorder off shortens them, and setting it back lengthens nothing; a restart costs the minute that was under way. The wall clock
/// serves to tell people when it will be over. Safe for any thread because its methods are synchronized.
public final class Vault {
  /// Finished exports, under the recorder's own folder.
  public static final String EXPORTS = "exports";

  private static final Duration TICK = Duration.ofMinutes(1);

  private final Path folder;
  private final PrivateFile file;
  private final Store store;
  private final FootageKeys keys;
  private final Clock clock;
  private final EventLog log;
  private VaultState state;
  private long countedNanos;
  private Runnable timeOver = () -> {};

  private Vault(
      Path folder, Store store, FootageKeys keys, Clock clock, EventLog log, VaultState state) {
    this.folder = folder;
    this.keys = keys;
    this.file = VaultState.file(folder);
    this.store = store;
    this.clock = clock;
    this.log = log;
    this.state = state;
    countedNanos = clock.nanos();
  }

  /// How much an erasure takes.
  ///
  /// @param days from the oldest to the newest footage, rounded up
  public record Loss(int cameras, int days) {}

  /// Takes up where the last run stopped, before anybody can read the store: `folder` is the recorder's own.
  public static Vault open(Path folder, Store store, FootageKeys keys, Clock clock, EventLog log) {
    PrivateFile file = VaultState.file(folder);
    VaultState state;
    try {
      state = VaultState.read(file);
    } catch (Fault e) {
      // Nobody knows what was promised: the longest that can have been.
      log.log(VaultEvent.FOOTAGE_STATE_DAMAGED, file.path().toString(), "footage is withheld");
      state =
          VaultState.NOTHING.withholding(
              clock.wallMicros(), VaultState.LONGEST.toMinutes(), List.of());
      if (e.kind() == Fault.Kind.DISK) {
        // The file may be read at the next start, and is left alone; recording goes on meanwhile.
        store.reader().curtain().fall(state.withheldBefore(), end(clock, state));
        return new Vault(folder, store, keys, clock, log, VaultState.NOTHING);
      }
      state.write(file);
    }
    var vault = new Vault(folder, store, keys, clock, log, state);
    vault.takeUp();
    return vault;
  }

  /// What a reader beside the recorder must leave out.
  public static Curtain curtain(Path folder, Clock clock) {
    VaultState state = VaultState.read(VaultState.file(folder));
    var curtain = new Curtain();
    if (state.isWithholding()) {
      curtain.fall(state.withheldBefore(), end(clock, state));
    }
    return curtain;
  }

  private synchronized void takeUp() {
    if (state.erasing()) {
      erase();
    } else if (state.isWithholding()) {
      store.reader().curtain().fall(state.withheldBefore(), end(clock, state));
    }
  }

  /// Counts minutes until stopped.
  public void run(Stop stop) {
    while (!clock.sleep(TICK, stop)) {
      try {
        tick();
      } catch (Fault e) {
        // The state could not be written: the minute is counted when it can be.
      }
    }
  }

  synchronized void tick() {
    long minutes = Duration.ofNanos(clock.nanos() - countedNanos).toMinutes();
    if (!state.isWithholding() || minutes <= 0) {
      return;
    }
    long left = Math.max(0, state.leftMinutes() - minutes);
    VaultState next = state.left(left);
    next.write(file);
    state = next;
    countedNanos += Duration.ofMinutes(minutes).toNanos();
    if (left > 0) {
      store.reader().curtain().expect(end(clock, state));
    } else {
      store.reader().curtain().lift();
      log.log(VaultEvent.FOOTAGE_SHOWN_AGAIN, folder.toString(), "the time is over");
      timeOver.run();
    }
  }

  /// `listener` hears when footage is shown again because its time is over; one at most.
  public synchronized void onTimeOver(Runnable listener) {
    timeOver = listener;
  }

  /// Marks of those who may end a quarantine before its time; none when there is none.
  public synchronized List<String> witnesses() {
    return state.witnesses();
  }

  /// Shows footage again before its time; false when none is withheld by a reset.
  public synchronized boolean lift(String who) {
    if (!state.isWithholding()) {
      return false;
    }
    VaultState next = state.left(0);
    next.write(file);
    state = next;
    store.reader().curtain().lift();
    log.log(VaultEvent.FOOTAGE_SHOWN_AGAIN, folder.toString(), who + " ended it");
    return true;
  }

  /// Footage of before now is neither shown nor taken out for `duration` with the power on; durable when this returns. `witnesses`
  /// are marks of who may [#lift] it; a quarantine during another one keeps the marks that are in both.
  public synchronized void quarantine(Duration duration, List<String> witnesses) {
    long until = clock.wallMicros() + duration.toNanos() / 1_000;
    long before = store.withhold(until);
    List<String> both = witnesses;
    if (state.isWithholding()) {
      before = Math.max(before, state.withheldBefore());
      both = witnesses.stream().filter(state.witnesses()::contains).toList();
    }
    VaultState next = state.withholding(before, duration.toMinutes(), both);
    next.write(file);
    state = next;
    countedNanos = clock.nanos();
    log.log(
        VaultEvent.FOOTAGE_WITHHELD,
        folder.toString(),
        "what was recorded before " + time(before) + ", for " + duration.toHours() + " hours");
  }

  /// Everything recorded and exported until now is gone, durably, when this returns; a power cut on the way is finished by the next
  /// start. The keys go first: what was encrypted is unreadable from then on, also for who finds its bytes sector by sector, as those
  /// of a plain file may still be.
  public synchronized void erase() {
    VaultState going = state.toErase();
    going.write(file);
    state = going;
    boolean empty = false;
    try {
      keys.destroy();
      store.erase();
      empty = true;
    } finally {
      if (!empty && state.isWithholding()) {
        store.reader().curtain().fall(state.withheldBefore(), end(clock, state));
      }
    }
    deleteExports();
    VaultState gone = state.erased(clock.wallMicros());
    gone.write(file);
    state = gone;
    log.log(VaultEvent.FOOTAGE_ERASED, folder.toString(), "every recording and export");
  }

  /// What [#erase] would take now.
  public Loss loss() {
    List<Holding> held = store.reader().holdings();
    long from = held.stream().mapToLong(each -> each.interval().start()).min().orElse(0);
    long to = held.stream().mapToLong(each -> each.interval().end()).max().orElse(from);
    long cameras = held.stream().map(each -> each.key().camera()).distinct().count();
    long day = Duration.ofDays(1).toNanos() / 1_000;
    return new Loss((int) cameras, (int) Math.min(Integer.MAX_VALUE, (to - from + day - 1) / day));
  }

  /// Exports made before this are gone, in microseconds since 1970 UTC.
  public synchronized long erasedBefore() {
    return state.erasedBefore();
  }

  private void deleteExports() {
    Path exports = folder.resolve(EXPORTS);
    if (!Files.isDirectory(exports)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(exports)) {
      for (Path each : files) {
        Files.deleteIfExists(each);
      }
      try (FileChannel names = FileChannel.open(exports, StandardOpenOption.READ)) {
        names.force(true);
      }
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          "the exports in " + exports + " cannot be deleted: " + FileReason.of(e),
          "Check the disk, then try again: nothing was unlocked.",
          e);
    }
  }

  private static long end(Clock clock, VaultState state) {
    return clock.wallMicros() + Duration.ofMinutes(state.leftMinutes()).toNanos() / 1_000;
  }

  private static Instant time(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
  }
}
