package nightjar.recovery.device;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.recovery.wire.Purpose;
import org.jspecify.annotations.Nullable;

/// All that survives a power cut. Minutes are minutes with the power on, counted since the device was born.
record RecoveryState(
    int version,
    long poweredMinutes,
    int resets,
    int deadInARow,
    long blockedUntil,
    List<Long> starts,
    @Nullable Challenge challenge,
    @Nullable Integer wrongKeys) {
  private static final int VERSION = 1;
  private static final Json JSON = new Json();
  private static final int DAY = 24 * 60;

  static final RecoveryState NEW = new RecoveryState(VERSION, 0, 0, 0, 0, List.of(), null, 0);

  /// A request that waits for its answer. `committing` while the accounts may or may not have taken the new password.
  record Challenge(
      String nonce,
      LocalDate dateShown,
      Purpose asked,
      int triesLeft,
      long startedMinute,
      long startedMicros,
      boolean committing) {
    Challenge withTries(int left) {
      return new Challenge(nonce, dateShown, asked, left, startedMinute, startedMicros, committing);
    }

    Challenge withCommitting(boolean now) {
      return new Challenge(nonce, dateShown, asked, triesLeft, startedMinute, startedMicros, now);
    }
  }

  RecoveryState {
    starts = List.copyOf(starts);
    // Absent in files of before there were printed keys.
    wrongKeys = wrongKeys == null ? 0 : wrongKeys;
  }

  /// Empty for bytes that no version of this wrote.
  static Optional<RecoveryState> decode(Bytes bytes) {
    try {
      String text = new String(bytes.toArray(), StandardCharsets.UTF_8);
      RecoveryState state = JSON.read(text, RecoveryState.class, "recovery state");
      return state.version == VERSION ? Optional.of(state) : Optional.empty();
    } catch (Fault e) {
      return Optional.empty();
    }
  }

  Bytes encode() {
    return Bytes.of(JSON.write(this).getBytes(StandardCharsets.UTF_8));
  }

  RecoveryState at(long minute) {
    return new RecoveryState(
        version, minute, resets, deadInARow, blockedUntil, starts, challenge, wrongKeys);
  }

  RecoveryState with(@Nullable Challenge next) {
    return new RecoveryState(
        version, poweredMinutes, resets, deadInARow, blockedUntil, starts, next, wrongKeys);
  }

  RecoveryState started(Challenge fresh) {
    List<Long> recent = new ArrayList<>(starts.stream().filter(this::isRecent).toList());
    recent.add(poweredMinutes);
    return new RecoveryState(
        version, poweredMinutes, resets, deadInARow, blockedUntil, recent, fresh, wrongKeys);
  }

  /// After five wrong tries: 1, 5, 15, 60 minutes, then a day.
  RecoveryState dead() {
    long pause =
        switch (deadInARow) {
          case 0 -> 1;
          case 1 -> 5;
          case 2 -> 15;
          case 3 -> 60;
          default -> DAY;
        };
    return new RecoveryState(
        version, poweredMinutes, resets, deadInARow + 1, poweredMinutes + pause, starts, null, 0);
  }

  RecoveryState used() {
    return new RecoveryState(version, poweredMinutes, resets + 1, 0, 0, List.of(), null, 0);
  }

  /// Wrong tries at the printed key since the last right one or the last pause.
  int keyTries() {
    return wrongKeys == null ? 0 : wrongKeys;
  }

  RecoveryState withKeyTries(int tries) {
    return new RecoveryState(
        version, poweredMinutes, resets, deadInARow, blockedUntil, starts, challenge, tries);
  }

  /// How many minutes the wrong tries before still cost; 0 for none.
  long minutesBlocked() {
    return Math.max(0, blockedUntil - poweredMinutes);
  }

  /// How many minutes until a challenge may be started; 0 for now.
  long minutesToWait() {
    List<Long> recent = starts.stream().filter(this::isRecent).toList();
    long quota =
        recent.size() < RecoveryDevice.STARTS_PER_DAY
            ? 0
            : recent.get(recent.size() - RecoveryDevice.STARTS_PER_DAY) + DAY - poweredMinutes;
    return Math.max(quota, minutesBlocked());
  }

  /// Whether something depends on minutes being counted.
  boolean isCounting() {
    return challenge != null || minutesToWait() > 0;
  }

  private boolean isRecent(long start) {
    return poweredMinutes - start < DAY;
  }
}
