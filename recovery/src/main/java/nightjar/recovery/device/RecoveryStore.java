package nightjar.recovery.device;

import java.util.Optional;
import nightjar.base.Bytes;

/// Keeps the device's one record of recovery through power cuts. A TPM's memory can stand behind it as well as a file.
public interface RecoveryStore {
  /// What was replaced last; empty on a new device.
  Optional<Bytes> read();

  /// Durable when this returns. When it throws, the old or the new record is there, nothing between.
  void replace(Bytes record);
}
