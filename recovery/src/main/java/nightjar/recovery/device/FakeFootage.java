package nightjar.recovery.device;

import java.time.Duration;

/// Footage that counts what is done to it.
/// Owned by one test.
public final class FakeFootage implements Footage {
  private int quarantines;
  private int erasures;

  public int quarantines() {
    return quarantines;
  }

  public int erasures() {
    return erasures;
  }

  @Override
  public Loss loss() {
    return new Loss(4, 30);
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
