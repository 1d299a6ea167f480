package nightjar.recorder.vault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;

/// What of a reset lasts beyond it: `device/footage.json`, replaced whole.
///
/// @param withheldBefore footage of before is not shown, in microseconds since 1970 UTC; meaningful while `leftMinutes` is above 0
/// @param leftMinutes minutes with the power on for which that lasts
/// @param erasing everything recorded is to go, and may be half gone
/// @param erasedBefore nothing made before is left, in microseconds since 1970 UTC
/// @param witnesses marks of who may end it before its time; none in a file of before there were any
record VaultState(
    int version,
    long withheldBefore,
    long leftMinutes,
    boolean erasing,
    long erasedBefore,
    List<String> witnesses) {
  VaultState {
    witnesses = witnesses == null ? List.of() : List.copyOf(witnesses);
  }

  static final VaultState NOTHING = new VaultState(1, 0, 0, false, 0, List.of());

  /// Of a reset: 72 hours (docs/design/recovery.md).
  static final Duration LONGEST = Duration.ofDays(3);

  static PrivateFile file(Path folder) {
    return new PrivateFile(folder.resolve("device").resolve("footage.json"));
  }

  /// Nothing where there is no file; a CORRUPT fault for one that no version of this wrote.
  static VaultState read(PrivateFile file) {
    Optional<Bytes> content = file.read();
    if (content.isEmpty()) {
      return NOTHING;
    }
    String text = new String(content.get().toArray(), StandardCharsets.UTF_8);
    VaultState state = new Json().read(text, VaultState.class, file.path().toString());
    if (state == null || state.version != 1) {
      throw Fault.of(Fault.Kind.CORRUPT, file.path() + " is of no known version", "");
    }
    return state;
  }

  void write(PrivateFile file) {
    file.replace(Bytes.of(new Json().write(this).getBytes(StandardCharsets.UTF_8)));
  }

  boolean isWithholding() {
    return leftMinutes > 0;
  }

  VaultState withholding(long before, long minutes, List<String> witnesses) {
    return new VaultState(version, before, minutes, erasing, erasedBefore, witnesses);
  }

  VaultState left(long minutes) {
    return new VaultState(
        version,
        withheldBefore,
        minutes,
        erasing,
        erasedBefore,
        minutes > 0 ? witnesses : List.of());
  }

  VaultState toErase() {
    return new VaultState(version, withheldBefore, leftMinutes, true, erasedBefore, witnesses);
  }

  VaultState erased(long micros) {
    return new VaultState(version, 0, 0, false, micros, List.of());
  }
}
