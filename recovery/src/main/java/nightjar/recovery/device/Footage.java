package nightjar.recovery.device;

import java.time.Duration;

/// What a code's purpose does to footage. Each is complete and durable when it returns, and may be called again.
public interface Footage {
  /// Whether this recorder can keep such a promise at all. A code for what it cannot do is refused, never softened.
  boolean canQuarantine();

  boolean canErase();

  /// Footage from before now can neither be seen nor exported for `duration` of the device's time.
  void quarantine(Duration duration);

  /// Footage from before now can never be read again.
  void erase();
}
