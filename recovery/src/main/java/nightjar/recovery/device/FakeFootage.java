package nightjar.recovery.device;

import java.time.Duration;

/// Footage that counts what is done to it.
/// Owned by one test.
public final class FakeFootage implements Footage {
  private final boolean able;
  private int quarantines;
  private int erasures;

  /// `able`: whether it can quarantine and erase.
  public FakeFootage(boolean able) {
    this.able = able;
  }

  public int quarantines() {
    return quarantines;
  }

  public int erasures() {
    return erasures;
  }

  @Override
  public boolean canQuarantine() {
    return able;
  }

  @Override
  public boolean canErase() {
    return able;
  }

  @Override
  public void quarantine(Duration duration) {
    quarantines++;
  }

  @Override
  public void erase() {
    erasures++;
  }
}
