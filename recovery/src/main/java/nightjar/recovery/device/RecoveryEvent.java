package nightjar.recovery.device;

import nightjar.base.log.Event;

/// What the device end tells the operator. No line ever holds a code.
public enum RecoveryEvent implements Event {
  RECOVERY_STARTED(Level.WARN),
  RECOVERY_WRONG_CODE(Level.WARN),
  RECOVERY_CODE_ACCEPTED(Level.WARN),
  RECOVERY_PASSWORD_RESET(Level.WARN),
  RECOVERY_STATE_DAMAGED(Level.WARN),
  RECOVERY_ENDED(Level.INFO);

  private final Level level;

  RecoveryEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
