package nightjar.recovery.authority;

import java.time.Duration;
import nightjar.recovery.wire.Purpose;

/// How sure the maker is of who asks, and what follows from it (RC/1, 4.7).
public enum Tier {
  /// The registered owner with a passkey; all automatic checks passed.
  OWNER(1, Duration.ofMinutes(15), Purpose.KEEP),
  /// The registered owner with a weak login, or contact data that changed lately.
  OWNER_WEAK(2, Duration.ofDays(1), Purpose.QUARANTINE),
  /// A business: its own administrator and a reviewer.
  BUSINESS(2, Duration.ofHours(4), Purpose.KEEP),
  /// Never claimed; good evidence.
  UNCLAIMED(2, Duration.ofDays(1), Purpose.QUARANTINE),
  /// Never claimed; possession only.
  UNPROVEN(2, Duration.ofDays(3), Purpose.ERASE);

  private final int approvals;
  private final Duration coolDown;
  private final Purpose most;

  Tier(int approvals, Duration coolDown, Purpose most) {
    this.approvals = approvals;
    this.coolDown = coolDown;
    this.most = most;
  }

  public int approvals() {
    return approvals;
  }

  public Duration coolDown() {
    return coolDown;
  }

  /// A lower tier never gets what spares more footage; lifting a lock-out takes as much trust as keeping all footage.
  public boolean allows(Purpose purpose) {
    return switch (purpose) {
      case ERASE -> true;
      case QUARANTINE -> most != Purpose.ERASE;
      case KEEP, UNLOCK -> most == Purpose.KEEP;
    };
  }
}
