package nightjar.recovery.device;

import java.util.Optional;
import nightjar.base.Bytes;
import org.jspecify.annotations.Nullable;

/// A store in memory whose power can be cut just before or just after a write becomes durable.
/// Owned by one test.
public final class FakeRecoveryStore implements RecoveryStore {
  private @Nullable Bytes record;
  private Cut next = Cut.NONE;

  /// When the power goes.
  public enum Cut {
    NONE,
    BEFORE_WRITE,
    AFTER_WRITE
  }

  /// What a power cut looks like from inside: nothing more is executed.
  public static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  public void cutNext(Cut when) {
    next = when;
  }

  @Override
  public Optional<Bytes> read() {
    return Optional.ofNullable(record);
  }

  @Override
  public void replace(Bytes replacement) {
    Cut now = next;
    next = Cut.NONE;
    if (now != Cut.BEFORE_WRITE) {
      record = replacement;
    }
    if (now != Cut.NONE) {
      throw new PowerCut();
    }
  }
}
