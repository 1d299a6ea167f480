package nightjar.recovery.device;

import java.time.Duration;

/// What a code's purpose does to footage. Each is complete and durable when it returns, and may be called again.
public interface Footage {
  /// What an erasure would take.
  ///
  /// @param days from the oldest to the newest footage
  record Loss(int cameras, int days) {}

  Loss loss();

  /// Footage from before now can neither be seen nor exported for `duration` of the device's time with the power on.
  void quarantine(Duration duration);

  /// Footage from before now is gone.
  void erase();
}
