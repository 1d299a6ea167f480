package nightjar.recorder.evidence;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import nightjar.base.time.Clock;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.store.recording.Gap;
import nightjar.store.recording.GapCause;

/// This recorder as one who signs: its key and its names. Immutable.
public record Signer(EvidenceKey key, Statement.Recorder recorder) {
  /// The signer of the recorder whose own folder is `folder`, born now if need be; a [nightjar.base.Fault] when its files are damaged.
  public static Signer open(Path folder, String software, Clock clock, RandomGenerator random) {
    Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
    DeviceIdentity identity =
        DeviceFolder.identity(
            folder,
            DeviceFolder.Given.NOTHING,
            LocalDate.ofInstant(now, ZoneId.systemDefault()),
            random);
    return new Signer(
        EvidenceKey.open(folder),
        new Statement.Recorder(identity.model(), identity.deviceId(), identity.serial(), software));
  }

  /// Gaps as a statement has them.
  public static List<Statement.Missing> gaps(List<Gap> gaps) {
    return gaps.stream()
        .map(gap ->
            new Statement.Missing(gap.interval().start(), gap.interval().end(), word(gap.cause())))
        .toList();
  }

  public static String word(GapCause cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }
}
