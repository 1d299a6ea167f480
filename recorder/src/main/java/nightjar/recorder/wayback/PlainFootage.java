package nightjar.recorder.wayback;

import java.time.Duration;
import nightjar.recovery.device.Footage;

/// Footage as plain files. Nothing of it can be locked away or made unreadable by forgetting a key, so a temporary password
/// that asks for that is refused.
record PlainFootage() implements Footage {
  @Override
  public boolean canQuarantine() {
    return false;
  }

  @Override
  public boolean canErase() {
    return false;
  }

  @Override
  public void quarantine(Duration duration) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void erase() {
    throw new UnsupportedOperationException();
  }
}
